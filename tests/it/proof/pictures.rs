//! Reference pictures: every page of every example looks as it did when somebody last looked at
//! it. After a change that is meant to be seen, look at `target/pages/`, then run the test with
//! `CHENGBAO_BLESS=1`, which takes the new pictures for the reference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use support::rooms::{examples, make, read, root};

/// Dots an inch: enough to see a line or a word move, and small files.
const RESOLUTION: f32 = 60.0;

/// A pixel has 16 levels of grey; edges may differ by some between processors.
const LEVELS: u8 = 16;
const SLACK: u8 = 3;

/// So many pixels of a page may differ by more.
const STRAY: usize = 12;

/// A page as grey pixels, row by row, 0 black to 15 white.
#[derive(Clone, PartialEq)]
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

#[test]
fn every_page_of_every_example_looks_as_it_did() {
    let reference = root().join("tests/data/pages");
    let bless = std::env::var_os("CHENGBAO_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for (name, form, yaml) in examples() {
        let made = make(&read(&form, &yaml));
        for (page, picture) in pictures(made.pdf).into_iter().enumerate() {
            let name = format!("{name}-{}.png", page + 1);
            let file = reference.join(&name);
            if bless {
                picture.write(&file);
            }
            let old = file.is_file().then(|| Picture::read(&file));
            if let Some(what) = differs(old.as_ref(), &picture) {
                let shown = show(&name, old.as_ref(), &picture);
                wrong.push(format!("{name}: {what}; see {}", shown.display()));
            }
            known.insert(name);
        }
    }
    for entry in fs::read_dir(&reference).unwrap() {
        let path = entry.unwrap().path();
        if !known.contains(&*path.file_name().unwrap().to_string_lossy()) {
            if bless {
                fs::remove_file(&path).unwrap();
            } else {
                wrong.push(format!("{}: no example has this page", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn pictures(pdf: Vec<u8>) -> Vec<Picture> {
    let pdf = Pdf::new(pdf).unwrap();
    let scale = RESOLUTION / 72.0;
    let page_settings = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let settings = RenderSettings {
        hinting: false,
        glyph_caching: false,
        ..Default::default()
    };
    let cache = RenderCache::new();
    let pages = pdf.pages().iter().map(|page| {
        let pixmap = render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &settings,
            &page_settings,
        );
        let grey = |pixel: &hayro::vello_cpu::color::PremulRgba8| {
            let sum = u16::from(pixel.r) + u16::from(pixel.g) + u16::from(pixel.b);
            u8::try_from(sum / 3).unwrap() / (255 / (LEVELS - 1))
        };
        Picture {
            width: pixmap.width().into(),
            height: pixmap.height().into(),
            pixels: pixmap.data().iter().map(grey).collect(),
        }
    });
    pages.collect()
}

/// In words how a page differs; `None` where it looks the same.
fn differs(old: Option<&Picture>, new: &Picture) -> Option<String> {
    let Some(old) = old else {
        return Some("there is no reference picture".to_owned());
    };
    if (old.width, old.height) != (new.width, new.height) {
        return Some(format!(
            "{}×{}, was {}×{}",
            new.width, new.height, old.width, old.height
        ));
    }
    let pairs = old.pixels.iter().zip(&new.pixels);
    let count = pairs
        .filter(|(old, new)| old.abs_diff(**new) > SLACK)
        .count();
    (count > STRAY).then(|| format!("{count} pixels differ"))
}

/// Writes the new page beside the old one and where they differ, and returns the file.
fn show(name: &str, old: Option<&Picture>, new: &Picture) -> PathBuf {
    let folder = root().join("target/pages");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    new.write(&file);
    if let Some(old) = old.filter(|old| old.pixels.len() == new.pixels.len()) {
        let pairs = old.pixels.iter().zip(&new.pixels);
        let pixels = pairs
            .map(|(old, new)| LEVELS - 1 - old.abs_diff(*new))
            .collect();
        let difference = Picture {
            pixels,
            ..new.clone()
        };
        difference.write(&folder.join(name.replace(".png", "-difference.png")));
    }
    file
}

impl Picture {
    /// Two pixels a byte.
    fn write(&self, file: &Path) {
        let file = fs::File::create(file).unwrap();
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let rows = self.pixels.chunks(self.width as usize);
        let packed = |row: &[u8]| -> Vec<u8> {
            row.chunks(2)
                .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
                .collect()
        };
        let data: Vec<u8> = rows.flat_map(packed).collect();
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&data)
            .unwrap();
    }

    fn read(file: &Path) -> Self {
        let file = std::io::BufReader::new(fs::File::open(file).unwrap());
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut data).unwrap();
        assert_eq!(info.bit_depth, png::BitDepth::Four);
        let pixels = data.chunks(info.line_size).flat_map(|row| {
            row.iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .take(info.width as usize)
        });
        Self {
            width: info.width,
            height: info.height,
            pixels: pixels.collect(),
        }
    }
}

#[test]
fn a_moved_word_is_seen_and_a_paler_edge_is_not() {
    let page = |dark: &[usize], level: u8| {
        let mut pixels = vec![LEVELS - 1; 400];
        dark.iter().for_each(|at| pixels[*at] = level);
        Picture {
            width: 20,
            height: 20,
            pixels,
        }
    };
    let word: Vec<usize> = (0..20).collect();
    let moved: Vec<usize> = (20..40).collect();
    assert_eq!(differs(Some(&page(&word, 4)), &page(&word, 6)), None);
    assert!(differs(Some(&page(&word, 4)), &page(&moved, 4)).is_some());
    assert!(differs(None, &page(&word, 4)).is_some());
}
