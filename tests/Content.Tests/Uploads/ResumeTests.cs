using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Content.Uploads;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Content.Tests.Uploads;

/// <summary>Over a real socket: the house's limit for small requests, and connections that break.</summary>
public sealed class ResumeTests(TestServers servers, TinyVideos videos)
{
    [Fact]
    public async Task A_video_longer_than_the_limit_of_small_requests_goes_through()
    {
        await using var app = await StartAsync();
        using var client = Client(app);
        videos.Big.Length.ShouldBeGreaterThan(2_000_000);
        var upload = await ContentApp.CreateAsync(client, videos.Big.Length, "Plus d’un mégaoctet");

        using var answer = await ContentApp.PatchAsync(client, upload, videos.Big);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
        answer.Headers.Contains("Video-Id").ShouldBeTrue();
    }

    [Fact]
    public async Task A_broken_connection_keeps_what_came_and_a_restart_goes_on_from_there()
    {
        await using var app = await StartAsync();
        using var client = Client(app);
        var upload = await ContentApp.CreateAsync(client, videos.Big.Length, "Coupé en route");
        var half = videos.Big.Length / 2;
        await BreakOffAsync(app, upload, half);

        var offset = await Eventually.GetAsync(() => OffsetAsync(client, upload), value => value == half);

        await using var restarted = new KestrelApp(servers, app);
        await restarted.StartAgainAsync();
        using var later = Client(restarted);
        (await OffsetAsync(later, upload)).ShouldBe(offset);
        using var rest = await ContentApp.PatchAsync(later, upload, videos.Big[(int)offset..], offset);
        rest.StatusCode.ShouldBe(HttpStatusCode.NoContent, await rest.Content.ReadAsStringAsync());
        var id = Guid.Parse(rest.Headers.GetValues("Video-Id").Single());
        (await app.HearUploadedAsync(id)).Count.ShouldBe(1);
    }

    private async Task BreakOffAsync(KestrelApp app, string upload, int bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Address.Port);
        var head = $"PATCH {upload} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ContentApp.TikTokKey}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + $"Content-Type: application/offset+octet-stream\r\nContent-Length: {videos.Big.Length}\r\n\r\n";
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(videos.Big.AsMemory(0, bytes));
        await stream.FlushAsync();
        // A server that is cut off drops what it has not read yet, so it is cut off when it has written down all of it.
        var file = new FileInfo(app.Services.GetRequiredService<UploadFolder>().ReceivedPath(Guid.Parse(upload.TrimEnd('/').Split('/')[^1])));
        await Eventually.IsTrueAsync(() => { file.Refresh(); return file.Exists && file.Length == bytes; });
        socket.Client.Shutdown(SocketShutdown.Send);
        var answer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(answer) > 0)
            {
            }
        }
        catch (IOException ended) when (ended.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // The server may end a broken upload with a reset as well; what counts is the offset that it kept.
        }
    }

    private static async Task<long> OffsetAsync(HttpClient client, string upload)
    {
        using var head = await ContentApp.HeadAsync(client, upload);
        return long.Parse(head.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    private async Task<KestrelApp> StartAsync()
    {
        var app = new KestrelApp(servers);
        await app.InitializeAsync();
        return app;
    }

    private static HttpClient Client(KestrelApp app)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ContentApp.TikTokKey);
        return client;
    }

    private sealed class KestrelApp : ContentApp
    {
        private readonly ContentApp? _before;

        /// <param name="servers">PostgreSQL and RabbitMQ.</param>
        /// <param name="before">The service whose database and files this one goes on with.</param>
        public KestrelApp(TestServers servers, ContentApp? before = null)
            : base(servers)
        {
            _before = before;
            UseKestrel(0);
        }

        public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));

        public async Task StartAgainAsync()
        {
            await Services.GetRequiredService<ServiceDefaults.Database.DatabaseReady>().WaitAsync(TestContext.Current.CancellationToken);
            await Eventually.IsTrueAsync(() => Services.GetRequiredService<ServiceDefaults.Keys.PartnerDirectory>().FindByKey(TikTokKey) is not null);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            if (_before is null)
                return;
            builder.UseSetting("ConnectionStrings:content", _before.Database);
            builder.UseSetting("ConnectionStrings:messaging", _before.Messaging.ToString());
            builder.UseSetting("Uploads:Directory", _before.UploadsDirectory);
        }

    }
}
