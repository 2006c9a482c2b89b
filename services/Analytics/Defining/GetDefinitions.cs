using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Defining;

internal sealed record FigureDefinitions(IReadOnlyList<FigureDefinition> Figures);

internal static class GetDefinitions
{
    public static void MapGetDefinitions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/definitions", HandleAll)
            .WithName("GetDefinitions").WithSummary("Every figure of every report: what it says, what counts and what does not, in French or English.");
        app.MapGet("/definitions/{figure}", Handle)
            .WithName("GetDefinition").WithSummary("What one figure says; reports link here.");
    }

    private static Ok<FigureDefinitions> HandleAll(HttpRequest request)
    {
        var texts = new FigureTexts(Languages.Culture(Languages.Of(request)));
        return TypedResults.Ok(new FigureDefinitions([.. Figures.Units.Keys.Select(texts.Of)]));
    }

    private static Results<Ok<FigureDefinition>, ProblemHttpResult> Handle(string figure, HttpRequest request) =>
        Figures.Units.ContainsKey(figure)
            ? TypedResults.Ok(new FigureTexts(Languages.Culture(Languages.Of(request))).Of(figure))
            : TypedResults.Problem("No figure has this name; GET /v1/definitions lists them all.", statusCode: StatusCodes.Status404NotFound);
}
