using Microsoft.Extensions.Options;
using Microsoft.Security.AntiSSRF;

namespace Partners.Outbound;

/// <summary>
/// The one HttpClient for webhooks. It stands apart from the service's other clients: the delivery schedule is its retry, so no
/// resilience handler; addresses are judged when the connection is made; redirects and cookies are not for it.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private readonly HttpClient _client;

    public WebhookClient(IOptions<WebhookOptions> options)
    {
        var policy = new AntiSSRFPolicy(PolicyConfigOptions.ExternalOnlyLatest) { AddXFFHeader = false };
        if (options.Value.AllowPrivateAddresses)
        {
            policy.AllowPlainTextHttp = true;
            // Not link-local: a cloud's metadata service stays out of reach in development too.
            policy.AddAllowedAddresses([.. IPAddressRanges.loopback, .. IPAddressRanges.privateUse, .. IPAddressRanges.uniqueLocal]);
        }

        var handler = policy.GetHandler();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        // A name's new address is heard of within two minutes.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        handler.MaxResponseHeadersLength = 16;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => _client.Dispose();
}
