//! Reads the pictures a report refers to from its own folder: all of them, each once, within bounds for
//! one picture and for the whole report.

use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use super::load::folder_of;
use chengbao_base::files::{FileError, open_within};
use chengbao_base::picture::{Picture, PictureError, PicturesRead};
use chengbao_report::report::Report;

/// Largest file of a picture, in bytes.
const MAX_BYTES: u64 = 20_000_000;
/// Maximum number of pictures in a report.
const MAX_PICTURES: usize = 50;
/// Maximum total pixels of a report's pictures, which are in memory together.
const MAX_PIXELS: u64 = 100_000_000;

/// Reads the pictures of a report, which is at the path; those of a report on standard input are in the
/// working directory.
pub(super) fn read(path: &Path, report: &Report) -> PicturesRead {
    let mut pictures = PicturesRead::new();
    let mut pixels = 0;
    for image in report.images() {
        if pictures.contains_key(image.path) {
            continue;
        }
        let too_much = PictureError::TooMuch {
            pictures: MAX_PICTURES,
            pixels: MAX_PIXELS,
        };
        let read = if pictures.len() < MAX_PICTURES && pixels < MAX_PIXELS {
            picture(&folder_of(path), image.path).and_then(|picture| {
                pixels += u64::from(picture.width) * u64::from(picture.height);
                match pixels {
                    0..=MAX_PIXELS => Ok(picture),
                    _ => Err(too_much),
                }
            })
        } else {
            Err(too_much)
        };
        pictures.insert(image.path.to_owned(), read.map(Arc::new));
    }
    pictures
}

fn picture(folder: &Path, named: &str) -> Result<Picture, PictureError> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => PictureError::Missing,
        ErrorKind::PermissionDenied => PictureError::PermissionDenied,
        _ => PictureError::Unreadable(error.to_string()),
    };
    let file = open_within(folder, Path::new(named)).map_err(|error| match error {
        FileError::System(error) => failed(error),
        FileError::Special(_) => PictureError::NotAFile,
        FileError::Outside => PictureError::Outside,
    })?;
    let mut bytes = Vec::new();
    let mut file = file.take(MAX_BYTES + 1);
    let length = file.read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(length).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(PictureError::TooLong { most: MAX_BYTES });
    }
    Picture::read(bytes)
}
