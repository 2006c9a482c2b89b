using System.Text;
using Banners.Images;

namespace Banners.Tests.Images;

public sealed class ImageFormatTests
{
    [Fact]
    public void A_picture_is_known_by_its_first_bytes()
    {
        ImageFormat.Of(Pictures.Pixel).ShouldBe(new ImageFormat("image/png", 1, 1));
        ImageFormat.Of(Pictures.Png(640, 360)).ShouldBe(new ImageFormat("image/png", 640, 360));
        ImageFormat.Of(Pictures.Jpeg(1200, 630)).ShouldBe(new ImageFormat("image/jpeg", 1200, 630));
        ImageFormat.Of(Pictures.WebP("VP8 ", 0, 0, 0, 0x9D, 0x01, 0x2A, 0x80, 0x42, 0x68, 0x01)).ShouldBe(new ImageFormat("image/webp", 640, 360));
        ImageFormat.Of(Pictures.WebP("VP8L", 0x2F, 0x7F, 0xC2, 0x59, 0x00)).ShouldBe(new ImageFormat("image/webp", 640, 360));
        ImageFormat.Of(Pictures.WebP("VP8X", 0, 0, 0, 0, 0x7F, 0x02, 0x00, 0x67, 0x01, 0x00)).ShouldBe(new ImageFormat("image/webp", 640, 360));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a and what follows it, long enough for a header")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("RIFF....WAVEfmt and what follows it, long enough")]
    public void Anything_else_is_none(string text) => ImageFormat.Of(Encoding.Latin1.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void No_picture_that_is_cut_off_and_no_noise_ends_otherwise_than_with_an_answer()
    {
        foreach (var whole in new[] { Pictures.Png(640, 360), Pictures.Jpeg(640, 360), Pictures.WebP("VP8X", 0, 0, 0, 0, 0x7F, 0x02), Pictures.WebP("VP8L", 0x2F) })
        {
            for (var length = 0; length <= whole.Length; length++)
                ImageFormat.Of(whole.AsSpan(0, length));
        }

        var random = new Random(119);
        for (var i = 0; i < 10_000; i++)
        {
            byte[] noise = [0xFF, 0xD8, 0xFF, .. new byte[random.Next(60)]];
            random.NextBytes(noise.AsSpan(3));
            ImageFormat.Of(noise);
        }
    }
}
