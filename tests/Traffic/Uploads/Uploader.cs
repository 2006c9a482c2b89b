using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Traffic.Driving;

namespace Traffic.Uploads;

/// <summary>A creator's upload through a platform, by tus 1.0: one creation, one PATCH, resumed where it broke off; then approved.</summary>
internal sealed class Uploader(ReadyFile ready, Delivery delivery, Tally tally, TrafficPlan plan, TimeProvider clock, Random random)
{
    private const string MetadataHeader = "Upload-Metadata";
    private const string OffsetHeader = "Upload-Offset";

    public async Task UploadAsync(CancellationToken ending)
    {
        var bytes = await TinyVideo.MakeAsync(random, ending);
        if (await ChooseCreatorAsync(ending) is not { } creator)
            return;
        tally.Sent(Kind.Upload, 1);
        tally.Sent(Kind.Publication, 1);
        var title = string.Create(CultureInfo.InvariantCulture, $"Démo {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} {Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[20..]}");
        var partner = plan.Partners[random.Next(plan.Partners.Count)];
        if (await CreateAsync(partner, creator, title, bytes.Length, ending) is not { } upload)
            return;
        if (await SendAsync(partner, upload, bytes, ending) is not { } video)
            return;
        tally.Acknowledged(Kind.Upload, 1);
        if (await ApproveAsync(video, ending))
            tally.Acknowledged(Kind.Publication, 1);
    }

    private async Task<string?> ChooseCreatorAsync(CancellationToken ending)
    {
        using var answer = await delivery.UntilAsync(Kind.Upload, () => Request(HttpMethod.Get, At("/v1/creators"), ready.AdminKey), Delivery.Accepted, random, ending);
        if (answer is null)
            return null;
        var creators = await answer.Content.ReadFromJsonAsync<JsonElement>(ending);
        var list = creators.ValueKind is JsonValueKind.Array ? creators : creators.GetProperty("items");
        var slugs = list.EnumerateArray().Select(creator => creator.GetProperty("slug").GetString()!).ToList();
        return slugs[random.Next(slugs.Count)];
    }

    private async Task<Uri?> CreateAsync(string partner, string creator, string title, int length, CancellationToken ending)
    {
        using var answer = await delivery.UntilAsync(Kind.Upload, () =>
        {
            var request = Tus(HttpMethod.Post, At("/v1/uploads"), partner);
            request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add(MetadataHeader, string.Join(',', Pair("title", title), Pair("creator", creator), Pair("language", "fr"), Pair("filename", "demo.mp4"), Pair("filetype", "video/mp4")));
            return request;
        }, Delivery.Accepted, random, ending);
        return answer?.Headers.Location is { } location ? new Uri(ready.Urls.Content, location) : null;
    }

    /// <summary>The video's id, also when the last answer got lost and only the offset says that all has arrived.</summary>
    private async Task<string?> SendAsync(string partner, Uri upload, byte[] bytes, CancellationToken ending)
    {
        var offset = 0;
        while (!ending.IsCancellationRequested)
        {
            var from = offset;
            // A broken PATCH is not repeated as it was: HEAD says where to go on.
            using var patched = await delivery.UntilAsync(Kind.Upload, () => Patch(partner, upload, bytes, from), answer =>
                answer.StatusCode is HttpStatusCode.Conflict || Delivery.Accepted(answer) is Verdict.Repeat ? Verdict.Acknowledged : Delivery.Accepted(answer), random, ending);
            if (patched is null)
                return null;
            if (patched.IsSuccessStatusCode && patched.Headers.TryGetValues("Video-Id", out var ids))
                return ids.First();
            tally.Repeated(Kind.Upload, string.Create(CultureInfo.InvariantCulture, $"{Kind.Upload}: {(int)patched.StatusCode}"));
            await Pause.ForAsync(plan.FirstBackoff, clock, ending);
            using var head = await delivery.UntilAsync(Kind.Upload, () => Tus(HttpMethod.Head, upload, partner), Delivery.Accepted, random, ending);
            if (head is null)
                return null;
            offset = int.Parse(head.Headers.GetValues(OffsetHeader).First(), CultureInfo.InvariantCulture);
        }

        return null;
    }

    private async Task<bool> ApproveAsync(string video, CancellationToken ending)
    {
        using var answer = await delivery.UntilAsync(
            Kind.Publication,
            () => Request(HttpMethod.Post, At($"/v1/videos/{video}:approve"), ready.AdminKey),
            // An approval whose answer got lost was an approval: the second one finds a published video.
            answered => answered.StatusCode is HttpStatusCode.Conflict ? Verdict.Acknowledged : Delivery.Accepted(answered), random, ending);
        return answer is not null;
    }

    private HttpRequestMessage Patch(string partner, Uri upload, byte[] bytes, int offset)
    {
        var request = Tus(HttpMethod.Patch, upload, partner);
        request.Headers.Add(OffsetHeader, offset.ToString(CultureInfo.InvariantCulture));
        request.Content = new ByteArrayContent(bytes, offset, bytes.Length - offset);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return request;
    }

    private HttpRequestMessage Tus(HttpMethod method, Uri address, string partner)
    {
        var request = Request(method, address, ready.Partner(partner).Key);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, string key)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    private Uri At(string path) => new(ready.Urls.Content, path);

    private static string Pair(string name, string value) => $"{name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}";
}
