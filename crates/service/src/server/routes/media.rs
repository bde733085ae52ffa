//! Which document is requested: the `Accept` header (RFC 9110 §12.5.1).

use chengbao_office::publish::{FORMATS, Format};

/// What an answer is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// One document.
    One(&'static Format),
    /// Several in a zip file.
    Packed,
    /// A picture of a page of the PDF.
    Picture,
}

/// The media type of a zip file.
pub(crate) const ZIP: &str = "application/zip";

/// The media type of a picture of a page.
pub(crate) const PNG: &str = "image/png";

impl Accepted {
    /// All of them with their media types, the preferred first.
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        let formats = FORMATS.iter();
        formats
            .map(|format| (Self::One(format), format.media_type))
            .chain([(Self::Packed, ZIP), (Self::Picture, PNG)])
    }

    /// The media types that can be accepted, the preferred first.
    pub(crate) fn media_types() -> Vec<&'static str> {
        Self::all().map(|(_, media_type)| media_type).collect()
    }

    /// The answer that an `Accept` header prefers; the first format without one. `None` if it accepts none.
    pub(crate) fn of_header(header: &str) -> Option<Self> {
        if header.trim().is_empty() {
            return Self::all().next().map(|(first, _)| first);
        }
        let mut best: Option<(Self, f32)> = None;
        for (accepted, media_type) in Self::all() {
            let quality = quality(header, media_type);
            if quality > 0.0 && best.is_none_or(|(_, other)| quality > other) {
                best = Some((accepted, quality));
            }
        }
        best.map(|(accepted, _)| accepted)
    }
}

/// The weight the most specific range gives a media type.
fn quality(header: &str, media_type: &str) -> f32 {
    let group = media_type.split('/').next().unwrap_or_default();
    let mut best = (0, 0.0);
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let rank = match name.as_str() {
            "*/*" => 1,
            name if name.strip_suffix("/*") == Some(group) => 2,
            name if name == media_type => 3,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let weight = weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        if rank > best.0 {
            best = (rank, weight);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_that_is_preferred_is_given() {
        let format = |id| Accepted::One(Format::of_id(id).unwrap());
        let docx = Format::of_id("docx").unwrap().media_type;
        for (header, expected) in [
            ("", Some(format("pdf"))),
            ("*/*", Some(format("pdf"))),
            (docx, Some(format("docx"))),
            ("text/*", Some(format("html"))),
            (
                "application/pdf;q=0.5, application/zip",
                Some(Accepted::Packed),
            ),
            ("application/*, application/pdf;q=0", Some(format("docx"))),
            ("image/png", Some(Accepted::Picture)),
            ("image/*, */*;q=0.1", Some(Accepted::Picture)),
            ("image/jpeg", None),
            ("application/pdf;q=0", None),
        ] {
            assert_eq!(Accepted::of_header(header), expected, "{header}");
        }
    }
}
