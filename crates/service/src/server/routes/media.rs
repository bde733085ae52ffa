//! Which document is requested: the `Accept` header (RFC 9110 §12.5.1).

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// PDF.
    Pdf,
    /// DOCX.
    Docx,
    /// HTML.
    Html,
}

/// What an answer is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// One document.
    One(Kind),
    /// Several in a zip file.
    Packed,
    /// A picture of a page of the PDF.
    Picture,
}

/// The media type of a zip file.
pub(crate) const ZIP: &str = "application/zip";

/// The media type of a picture of a page.
pub(crate) const PNG: &str = "image/png";

impl Kind {
    /// All of them, the preferred ones first.
    pub(crate) const ALL: [Self; 3] = [Self::Pdf, Self::Docx, Self::Html];

    /// Its media type.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html",
        }
    }

    /// The `Content-Type` of a body: the media type and the text encoding.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            other => other.media_type(),
        }
    }

    /// The ending of its file names.
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    /// The kind with this ending.
    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.extension() == extension)
    }
}

impl Accepted {
    /// What can be accepted, the preferred first.
    pub(crate) const MEDIA_TYPES: [&str; 5] = [
        Kind::Pdf.media_type(),
        Kind::Docx.media_type(),
        Kind::Html.media_type(),
        ZIP,
        PNG,
    ];

    /// What an `Accept` header prefers; PDF if there is none. `None` if it accepts none of them.
    pub(crate) fn of_header(header: &str) -> Option<Self> {
        if header.trim().is_empty() {
            return Some(Self::One(Kind::Pdf));
        }
        let mut best: Option<(Self, f32)> = None;
        let all = Kind::ALL
            .map(Self::One)
            .into_iter()
            .chain([Self::Packed, Self::Picture]);
        for (accepted, media_type) in all.zip(Self::MEDIA_TYPES) {
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
        let docx = Kind::Docx.media_type();
        for (header, expected) in [
            ("", Some(Accepted::One(Kind::Pdf))),
            ("*/*", Some(Accepted::One(Kind::Pdf))),
            (docx, Some(Accepted::One(Kind::Docx))),
            ("text/*", Some(Accepted::One(Kind::Html))),
            (
                "application/pdf;q=0.5, application/zip",
                Some(Accepted::Packed),
            ),
            (
                "application/*, application/pdf;q=0",
                Some(Accepted::One(Kind::Docx)),
            ),
            ("image/png", Some(Accepted::Picture)),
            ("image/*, */*;q=0.1", Some(Accepted::Picture)),
            ("image/jpeg", None),
            ("application/pdf;q=0", None),
        ] {
            assert_eq!(Accepted::of_header(header), expected, "{header}");
        }
    }
}
