namespace Dashboard.Live;

/// <summary>Something that one background loop keeps up to date for all open pages.</summary>
public interface ILiveSource
{
    event EventHandler? Changed;
}
