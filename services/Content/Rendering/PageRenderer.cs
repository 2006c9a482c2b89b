using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Content.Rendering;

/// <summary>Renders a component to a whole page, without a circuit, a form token or anything else that a page for reading does not need.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly HtmlRenderer _renderer = new(services, loggers);

    public Task<string> RenderAsync<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        _renderer.Dispatcher.InvokeAsync(async () => (await _renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters.ToDictionary(x => x.Name, x => x.Value, StringComparer.Ordinal)))).ToHtmlString());

    public static ContentHttpResult Html(string page, int statusCode = StatusCodes.Status200OK) =>
        TypedResults.Content(page, "text/html; charset=utf-8", statusCode: statusCode);

    public ValueTask DisposeAsync() => _renderer.DisposeAsync();
}
