using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Browsing;

/// <summary>One person's window, with a log of all that it asked for and of what it complained about.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<Uri> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        context.Request += (_, request) => _requests.Enqueue(new Uri(request.Url));
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    public IEnumerable<Uri> Requests => _requests;

    /// <summary>Errors and warnings of the browser, among them each breach of the content security policy.</summary>
    public IEnumerable<string> Complaints => _complaints;

    public async Task<IReadOnlyList<string>> CookiesAsync() => [.. (await _context.CookiesAsync()).Select(cookie => cookie.Name)];

    public async Task<string> StoredAsync() =>
        await Page.EvaluateAsync<string>("() => JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])");

    public async Task ShouldNeedNoSidewaysScrollingAsync() =>
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Page.ViewportSize!.Width);

    /// <summary>By axe's rules for WCAG 2.2 AA and its best practices.</summary>
    public Task ShouldBeAccessibleAsync() => CheckAsync(new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });

    /// <summary>The one thing that another colour scheme can spoil.</summary>
    public Task ShouldHaveContrastAsync() => CheckAsync(new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] });

    internal static async Task<Visit> BeginAsync(IBrowserContext context) => new(context, await context.NewPageAsync());

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private async Task CheckAsync(RunOnlyOptions rules)
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = rules });
        result.Violations.ShouldBeEmpty(string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {violation.Help}: {string.Join(", ", violation.Nodes.Take(5).Select(node => node.Html))}")));
    }
}
