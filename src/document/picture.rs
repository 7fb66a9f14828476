//! Pictures on their way to a page: turned as they were held, no larger than print and screen need, and
//! without what the camera knew of place, time and owner.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, Limits};
use std::io::Cursor;

/// A picture as pages show it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// How its name ends, without the point.
    pub ending: &'static str,
    /// For paper.
    pub print: Vec<u8>,
    /// For the screen.
    pub web: Vec<u8>,
}

/// The longer side in pixels: on paper 150 mm at 270 dots to the inch, on a screen 740 points twice as dense.
const PRINT: u32 = 1600;
const WEB: u32 = 1200;
/// The most that a picture may take in memory while it is read.
const MOST: u64 = 512 << 20;

/// Makes a picture ready. The text tells why it cannot be shown.
pub(super) fn ready(bytes: &[u8], ending: &str) -> Result<Shown, String> {
    if ending == "svg" {
        // Drawn anew at any size; the engine reads shapes only, and neither scripts nor what they load.
        return Ok(Shown {
            ending: "svg",
            print: bytes.to_vec(),
            web: bytes.to_vec(),
        });
    }
    let told = |error: image::ImageError| error.to_string();
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader = reader
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(told)?;
    let profile = decoder.icc_profile().map_err(told)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(told)?;
    picture.apply_orientation(orientation);
    let transparent = picture.color().has_alpha();
    let sized = |longest: u32, quality: u8| {
        let picture = match picture.width().max(picture.height()) > longest {
            true => picture.resize(longest, longest, FilterType::Lanczos3),
            false => picture.clone(),
        };
        written(&picture, transparent, quality, profile.as_deref()).map_err(told)
    };
    Ok(Shown {
        ending: if transparent { "png" } else { "jpg" },
        print: sized(PRINT, 85)?,
        web: sized(WEB, 78)?,
    })
}

/// A picture as a file: pixels and colour profile, nothing else.
fn written(
    picture: &DynamicImage,
    transparent: bool,
    quality: u8,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, image::ImageError> {
    let mut bytes = Vec::new();
    // A profile belongs to its kind of colours: what is grey stays so.
    let is_grey = !picture.color().has_color();
    let picture = match (transparent, is_grey) {
        (true, true) => DynamicImage::ImageLumaA8(picture.to_luma_alpha8()),
        (true, false) => DynamicImage::ImageRgba8(picture.to_rgba8()),
        (false, true) => DynamicImage::ImageLuma8(picture.to_luma8()),
        (false, false) => DynamicImage::ImageRgb8(picture.to_rgb8()),
    };
    if transparent {
        let mut encoder = PngEncoder::new(&mut bytes);
        if let Some(profile) = profile {
            // A format that takes none goes without.
            let _ = encoder.set_icc_profile(profile.to_vec());
        }
        picture.write_with_encoder(encoder)?;
    } else {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        if let Some(profile) = profile {
            let _ = encoder.set_icc_profile(profile.to_vec());
        }
        picture.write_with_encoder(encoder)?;
    }
    Ok(bytes)
}
