//! What an appearance draws with: states, fonts that every viewer has, pictures of plain samples. Anything else is
//! refused.

use std::rc::Rc;

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

use super::veil::Picture;

/// Maximum samples of a picture.
const MAX_SAMPLES: usize = 16 << 20;
/// Fonts that viewers have (ISO 32000-1 §9.6.2.2); not those of signs.
const FAMILIES: [&str; 3] = ["Courier", "Helvetica", "Times"];

/// The resources of a form.
pub(super) struct Resources<'f, 'a> {
    file: &'f PdfFile<'a>,
    own: Dictionary,
}

/// What a state sets.
pub(super) struct Given {
    pub(super) is_multiplied: Option<bool>,
    pub(super) fill: Option<f64>,
    pub(super) stroke: Option<f64>,
}

impl<'f, 'a> Resources<'f, 'a> {
    pub(super) fn of(file: &'f PdfFile<'a>, form: &Dictionary) -> Option<Self> {
        let own = match form.get("Resources") {
            None => Dictionary::default(),
            Some(value) => file.follow(value)?.dictionary()?.clone(),
        };
        let is_known = own.has_only(&["ExtGState", "Font", "ProcSet", "XObject"]);
        is_known.then_some(Self { file, own })
    }

    fn named(&self, list: &str, name: &[u8]) -> Option<Rc<Stored>> {
        let list = self.file.entry(&self.own, list)?;
        self.file.follow(list.dictionary()?.get(name)?)
    }

    pub(super) fn object(&self, name: &[u8]) -> Option<Rc<Stored>> {
        let object = self.named("XObject", name)?;
        object.data.is_some().then_some(object)
    }

    pub(super) fn state(&self, name: &[u8]) -> Option<Given> {
        let state = self.named("ExtGState", name)?;
        let mut given = Given {
            is_multiplied: None,
            fill: None,
            stroke: None,
        };
        for (key, value) in state.dictionary()?.iter() {
            match (key, value) {
                (b"Type", Value::Name(_)) => {}
                (b"BM", Value::Name(name)) => match name.as_slice() {
                    b"Multiply" => given.is_multiplied = Some(true),
                    b"Normal" => given.is_multiplied = Some(false),
                    _ => return None,
                },
                (b"ca", value) => given.fill = Some(share(value)?),
                (b"CA", value) => given.stroke = Some(share(value)?),
                _ => return None,
            }
        }
        Some(given)
    }

    /// Whether a font is one that every viewer has, with its own signs.
    pub(super) fn is_plain_font(&self, name: &[u8]) -> bool {
        self.plain_font(name).is_some()
    }

    fn plain_font(&self, name: &[u8]) -> Option<()> {
        const KEYS: [&str; 9] = [
            "BaseFont",
            "Encoding",
            "FirstChar",
            "FontDescriptor",
            "LastChar",
            "Name",
            "Subtype",
            "Type",
            "Widths",
        ];
        let font = self.named("Font", name)?;
        let entries = font.dictionary()?;
        let base = entries.get("BaseFont").and_then(Value::as_name)?;
        let family = base.split(|byte| *byte == b'-').next()?;
        let is_standard = FAMILIES.iter().any(|known| known.as_bytes() == family);
        let encoding = entries.get("Encoding");
        let is_plain = encoding.is_none_or(|it| it.as_name().is_some());
        let is_own = entries.is("Subtype", "Type1") && entries.has_only(&KEYS);
        (is_own && is_standard && is_plain).then_some(())?;
        if let Some(descriptor) = entries.get("FontDescriptor") {
            let descriptor = self.file.follow(descriptor)?;
            let mut keys = descriptor.dictionary()?.iter().map(|(key, _)| key);
            keys.all(|key| !key.starts_with(b"FontFile"))
                .then_some(())?;
        }
        Some(())
    }
}

/// A share of one.
fn share(value: &Value) -> Option<f64> {
    value.as_number().filter(|it| (0.0..=1.0).contains(it))
}

/// A picture of plain samples, with how opaque each is.
pub(super) fn picture(file: &PdfFile<'_>, picture: &Stored) -> Option<Picture> {
    let (width, height, channels, samples) = samples(file, picture, true)?;
    let opacity = match picture.dictionary()?.get("SMask") {
        None => None,
        Some(mask) => match samples_of(file, mask)? {
            (wide, high, 1, mask) if (wide, high) == (width, height) => Some(mask),
            _ => return None,
        },
    };
    Some(Picture {
        width,
        height,
        channels,
        samples,
        opacity,
    })
}

fn samples_of(file: &PdfFile<'_>, mask: &Value) -> Option<(usize, usize, usize, Vec<u8>)> {
    samples(file, &*file.follow(mask)?, false)
}

/// Width, height, channels and samples of a picture.
fn samples(
    file: &PdfFile<'_>,
    picture: &Stored,
    may_mask: bool,
) -> Option<(usize, usize, usize, Vec<u8>)> {
    const KEYS: [&str; 10] = [
        "BitsPerComponent",
        "ColorSpace",
        "Filter",
        "Height",
        "Interpolate",
        "Length",
        "SMask",
        "Subtype",
        "Type",
        "Width",
    ];
    let entries = picture.dictionary()?;
    let is_known = entries.has_only(&KEYS) && (may_mask || entries.get("SMask").is_none());
    let is_image = entries.is("Subtype", "Image") && is_known;
    let size = |key: &str| entries.get(key).and_then(Value::as_size);
    (is_image && size("BitsPerComponent") == Some(8)).then_some(())?;
    let channels = match entries.get("ColorSpace").and_then(Value::as_name)? {
        b"DeviceRGB" => 3,
        b"DeviceGray" => 1,
        _ => return None,
    };
    let (width, height) = size("Width").zip(size("Height"))?;
    let expected = width.checked_mul(height)?.checked_mul(channels)?;
    let samples = file.content(picture, MAX_SAMPLES)?;
    (samples.len() == expected && expected > 0).then_some((width, height, channels, samples))
}
