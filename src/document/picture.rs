//! Pictures on their way to a page: photographs turned as they were held, no larger than print and screen
//! need, and without what the camera knew of place, time and owner; drawings as they are, if they only draw.

use super::Task;
use crate::disk;
use crate::fact::{Fact, Value};
use crate::finding::{Finding, Matter, Place};
use crate::record;
use crate::view;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits};
use std::io::Cursor;
use std::path::Path;

/// A picture that a document shows, as it was read.
pub(super) struct Picture {
    /// Its name in the assets.
    pub file: String,
    /// The field that names it.
    pub place: Place,
    /// The path by which the source names it.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What a picture is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// 150 mm at 270 dots to the inch.
    Paper,
    /// A column of 600 points on a screen with two dots to a point.
    Screen,
}

impl For {
    /// The longer side in pixels, and the quality of what is no drawing.
    fn measures(self) -> (u32, u8) {
        match self {
            For::Paper => (1600, 85),
            For::Screen => (1200, 78),
        }
    }
}

/// The largest file that is read, in bytes, and the most that its pixels may take in memory: a photograph of
/// a hundred million pixels.
const LARGEST: u64 = 100 << 20;
const MOST: u64 = 320 << 20;

/// What the engine is given of the pictures.
pub(super) fn handed(
    pictures: &[Picture],
    shown: For,
) -> Result<Vec<(String, Vec<u8>)>, Vec<Finding>> {
    let handed = |picture: &Picture| {
        let ready = ready(&picture.bytes, &picture.path, shown);
        let bytes = ready.map_err(|reason| vec![broken(&picture.file, reason, &picture.place)])?;
        Ok((picture.path.clone(), bytes))
    };
    pictures.iter().map(handed).collect()
}

fn broken(file: &str, reason: String, place: &Place) -> Finding {
    let file = file.to_owned();
    Finding::new(Matter::BrokenPicture { file, reason }).at(place.clone())
}

/// The pictures and logos that the document shows. Their names in the facts become paths of a small fixed set,
/// because the engine never forgets a path. They are turned and scaled when the document is made.
pub(super) fn pictures(
    facts: &mut view::Facts,
    task: Task<'_>,
) -> Result<Vec<Picture>, Vec<Finding>> {
    let Some(document) = facts.document.as_mut() else {
        return Ok(Vec::new());
    };
    let photos = document.photos.iter_mut();
    let photos = photos.filter_map(|photo| photo.file.as_mut());
    let logos = document.publicity.iter_mut();
    let logos = logos.flat_map(|shown| &mut shown.logos);
    let logos = logos.filter_map(|logo| logo.file.as_mut());
    let mut pictures = Vec::new();
    for (at, shown) in photos.chain(logos).enumerate() {
        let file = shown.value.plain();
        let place = match shown.from.first() {
            Some(origin) => Place::field(&*origin.file, &*origin.pointer),
            None => task.pointer("/photo"),
        };
        let refused = |reason: String| vec![broken(&file, reason, &place)];
        if !record::is_inside(&file) {
            return Err(refused("it lies outside of the assets".into()));
        }
        let settings = &task.workspace.settings;
        let path = task.workspace.root.join(&settings.assets).join(&file);
        if disk::size(&path).is_ok_and(|size| size > LARGEST) {
            return Err(refused(format!(
                "its file is larger than {} MB",
                LARGEST >> 20
            )));
        }
        let bytes = disk::read(&path).map_err(|failure| vec![failure.into()])?;
        let ending = ending(&bytes, &file).map_err(refused)?;
        let path = format!("picture-{}.{ending}", at + 1);
        let text = format!("/{path}");
        *shown = Fact::derived(Value::Text { text, lang: None }, shown.from.clone());
        pictures.push(Picture {
            file,
            place,
            path,
            bytes,
        });
    }
    Ok(pictures)
}

/// How the name of a picture ends as pages show it; why it cannot be shown.
fn ending(bytes: &[u8], file: &str) -> Result<&'static str, String> {
    let typed = Path::new(file).extension().and_then(|e| e.to_str());
    let typed = typed.unwrap_or_default().to_lowercase();
    match typed.as_str() {
        "svg" => harmless(bytes).map(|()| "svg"),
        "jpg" | "jpeg" | "png" | "webp" => {
            let decoder = decoder(bytes)?;
            Ok(if decoder.color_type().has_alpha() {
                "png"
            } else {
                "jpg"
            })
        }
        _ => Err(format!(
            "it is none of .jpg, .jpeg, .png, .webp, .svg but `.{typed}`"
        )),
    }
}

/// A drawing goes into web pages as it is: it may hold shapes, and nothing that acts, loads or takes for ever.
fn harmless(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| DAMAGED.to_owned())?;
    let text = text.to_lowercase();
    let words = [
        "<script",
        "<foreignobject",
        "<filter",
        "<animate",
        "javascript:",
        "<!entity",
        "@import",
    ];
    let found = words.into_iter().find(|word| text.contains(word));
    let acts = text.split_whitespace().find(|word| {
        let name = word
            .strip_prefix("on")
            .and_then(|rest| rest.split_once('='));
        name.is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_alphabetic()))
    });
    match found.or(acts) {
        Some(word) => Err(format!(
            "a drawing may not hold `{}`",
            word.chars().take(20).collect::<String>()
        )),
        None => Ok(()),
    }
}

/// Reads the head of a picture. The text tells why it cannot be shown.
fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, String> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| DAMAGED.to_owned())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| plain(&error))?;
    match decoder.total_bytes() > MOST {
        true => Err(TOO_MANY.into()),
        false => Ok(decoder),
    }
}

const DAMAGED: &str = "it is damaged, or no picture";
const TOO_MANY: &str = "it has more pixels than a page could ever show";

/// Why a picture cannot be read, in plain words.
fn plain(error: &ImageError) -> String {
    let plain = match error {
        ImageError::Unsupported(_) => "it is of a kind that is not known",
        ImageError::Limits(_) => TOO_MANY,
        _ => DAMAGED,
    };
    plain.to_owned()
}

/// Makes a picture ready for what it is shown on.
fn ready(bytes: &[u8], path: &str, shown: For) -> Result<Vec<u8>, String> {
    if path.ends_with(".svg") {
        // Drawn anew at any size.
        return Ok(bytes.to_vec());
    }
    let told = |error: ImageError| plain(&error);
    // What was copied by half would be shown with its lower part grey.
    let is_jpeg = bytes.starts_with(&[0xff, 0xd8]);
    let end = bytes.windows(2).rposition(|two| two == [0xff, 0xd9]);
    if is_jpeg && end.is_none_or(|end| end < bytes.len() / 2) {
        return Err("it breaks off before its end".into());
    }
    let mut decoder = decoder(bytes)?;
    let profile = decoder.icc_profile().map_err(told)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(told)?;
    picture.apply_orientation(orientation);
    let (longest, quality) = shown.measures();
    if picture.width().max(picture.height()) > longest {
        picture = picture.resize(longest, longest, FilterType::Lanczos3);
    }
    // A profile of other colours than those that are written (CMYK, which was turned into RGB) says nothing.
    let space: &[u8] = if picture.color().has_color() {
        b"RGB "
    } else {
        b"GRAY"
    };
    let profile = profile.filter(|profile| profile.get(16..20) == Some(space));
    written(
        &picture,
        path.ends_with(".png"),
        quality,
        profile.as_deref(),
    )
    .map_err(told)
}

/// A picture as a file: pixels and colour profile, nothing else.
fn written(
    picture: &DynamicImage,
    transparent: bool,
    quality: u8,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, ImageError> {
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
