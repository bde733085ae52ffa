//! The shipped faces found, read and measured, and faces that cannot be used.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use Typeface::{FangSong, HeiTi, KaiTi, Latin, SongTi, XiaoBiaoSong};
use chengbao_base::text::Bilingual as _;

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")
}

fn set() -> FaceSet {
    FaceSet::find(&[shipped()]).unwrap()
}

/// The file that draws `character` in `role`.
fn check(role: Typeface, character: char, file: Option<&str>) {
    let set = set();
    let picked = set.pick(role, character).unwrap();
    let drawn_by = picked.map(|(id, _)| set.sources[id.0].file.as_str());
    assert_eq!(drawn_by, file, "{} {character}", role.name());
    assert_eq!(set.covers(role, character), file.is_some());
}

/// A directory with the given manifest and the given shipped fonts in it.
fn directory(manifest: Option<&str>, fonts: &[&str]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    if let Some(text) = manifest {
        fs::write(directory.path().join("MANIFEST.json"), text).unwrap();
    }
    for font in fonts {
        fs::copy(shipped().join(font), directory.path().join(font)).unwrap();
    }
    directory
}

#[test]
fn each_role_has_its_own_face() {
    check(FangSong, '报', Some("FandolFang-Regular.ttf"));
    check(KaiTi, '报', Some("gkai00mp.ttf"));
    check(HeiTi, '报', Some("NotoSansSC-Medium.ttf"));
    check(XiaoBiaoSong, '报', Some("NotoSerifSC-Bold.ttf"));
    check(SongTi, '报', Some("NotoSerifSC-Regular.ttf"));
    check(Latin, '7', Some("LiberationSerif-Regular.ttf"));
}

#[test]
fn letters_and_digits_of_the_title_are_as_bold_as_its_hanzi() {
    let set = set();
    let check = |beside: Typeface, character, file| {
        let (id, _) = set.pick_latin(beside, character).unwrap().unwrap();
        assert_eq!(set.sources[id.0].file, file, "{}", beside.name());
    };
    for character in ['2', 'A', '-', ' '] {
        check(XiaoBiaoSong, character, "LiberationSerif-Bold.ttf");
        for role in [FangSong, HeiTi, KaiTi, SongTi, Latin] {
            check(role, character, "LiberationSerif-Regular.ttf");
        }
    }
    check(XiaoBiaoSong, '报', "NotoSerifSC-Regular.ttf");
    let bold = |ids: &[FaceId]| {
        ids.iter()
            .any(|id| set.sources[id.0].file.ends_with("Serif-Bold.ttf"))
    };
    assert!(!Typeface::ALL.iter().any(|role| bold(set.order(*role))));
}

#[test]
fn what_a_face_lacks_comes_from_the_supplement_then_from_song() {
    // 䲟 is in 通用规范汉字表 but not in FandolFang, 㐂 in neither FandolFang nor the supplement.
    check(FangSong, '䲟', Some("GongwenSupplement-Light.ttf"));
    check(KaiTi, '䲟', Some("GongwenSupplement-Light.ttf"));
    check(FangSong, '㐂', Some("NotoSerifSC-Regular.ttf"));
    check(Latin, '报', Some("NotoSerifSC-Regular.ttf"));
    check(FangSong, '\u{1F600}', None);
    check(FangSong, '\u{0}', None);
}

#[test]
fn an_empty_glyph_does_not_count_as_one() {
    // gkai00mp maps ⅱ to a glyph without outlines.
    check(KaiTi, 'ⅱ', Some("NotoSerifSC-Regular.ttf"));
    check(KaiTi, '\u{3000}', Some("gkai00mp.ttf"));
}

#[test]
fn only_the_faces_in_use_are_read() {
    let set = set();
    set.pick(FangSong, '报').unwrap();
    let read: Vec<&str> = set
        .faces()
        .filter(|(id, _)| set.faces[id.0].get().is_some())
        .map(|(_, source)| source.file.as_str())
        .collect();
    assert_eq!(read, ["FandolFang-Regular.ttf"]);
}

#[test]
fn figures_of_a_face_are_those_of_its_tables() {
    let set = set();
    let (id, glyph) = set.pick(Latin, 'A').unwrap().unwrap();
    let face = set.face(id).unwrap();
    assert_eq!(face.name(), "LiberationSerif");
    assert_eq!(face.units_per_em(), 2048);
    // Liberation Serif keeps the widths of Times: A is 1479/2048 em, a digit is half an em.
    assert_eq!(face.advance(glyph), 1479);
    assert_eq!(face.advance(face.glyph('0').unwrap()), 1024);
    assert_eq!(face.advance(u16::MAX), 0);
    assert_eq!(face.outlines(), Outlines::TrueType);
    let metrics = face.metrics();
    assert_eq!(
        (metrics.ascent, metrics.descent, metrics.weight),
        (1825, -443, 400)
    );
    assert!(metrics.cap_height > 1300 && metrics.cap_height < metrics.ascent);
    let [left, bottom, right, top] = face.bounds(glyph).unwrap();
    assert!(left >= 0.0 && bottom.abs() < 1.0 && right < 1479.0 && top > 1300.0);
    assert_eq!(face.bounds(face.glyph(' ').unwrap()), None);
}

#[test]
fn the_ink_of_closing_punctuation_stands_in_the_left_half() {
    let set = set();
    for (role, character) in [
        (FangSong, '，'),
        (FangSong, '。'),
        (KaiTi, '）'),
        (SongTi, '、'),
    ] {
        let (id, glyph) = set.pick(role, character).unwrap().unwrap();
        let face = set.face(id).unwrap();
        let half = f32::from(face.advance(glyph)) / 2.0;
        let right = face.bounds(glyph).unwrap()[2];
        assert!(
            right <= half * 1.05,
            "{} {character}: {right} of {half}",
            role.name()
        );
    }
}

#[test]
fn the_first_directory_wins_and_the_others_back_it_up() {
    let own = directory(
        Some(r#"{"fonts": [{"file": "LiberationSerif-Regular.ttf", "roles": ["小标宋"]}]}"#),
        &["LiberationSerif-Regular.ttf"],
    );
    let set = FaceSet::find(&[own.path().to_owned(), shipped()]).unwrap();
    let (id, _) = set.pick(XiaoBiaoSong, 'A').unwrap().unwrap();
    assert!(set.sources[id.0].path.starts_with(own.path()));
    let (id, _) = set.pick(XiaoBiaoSong, '报').unwrap().unwrap();
    assert_eq!(set.sources[id.0].file, "NotoSerifSC-Bold.ttf");
}

#[test]
fn a_font_without_roles_is_asked_last() {
    let own = directory(
        Some(r#"{"fonts": [{"file": "gkai00mp.ttf"}]}"#),
        &["gkai00mp.ttf"],
    );
    let set = FaceSet::find(&[own.path().to_owned(), shipped()]).unwrap();
    for role in Typeface::ALL {
        let last = *set.order(role).last().unwrap();
        assert!(
            set.sources[last.0].path.starts_with(own.path()),
            "{}",
            role.name()
        );
    }
}

#[test]
fn known_file_names_need_no_manifest() {
    let bare = directory(None, &["gkai00mp.ttf"]);
    let Err(FontError::NotFound { roles, looked_in }) = FaceSet::find(&[bare.path().to_owned()])
    else {
        panic!("one font cannot serve six roles")
    };
    assert_eq!(roles, [XiaoBiaoSong, FangSong, HeiTi, SongTi, Latin]);
    assert!(matches!(&looked_in[0].found, Found::Fonts { missing } if missing.len() == 7));
}

#[test]
fn the_message_names_every_place_and_what_to_do() {
    let empty = directory(None, &[]);
    let nowhere = empty.path().join("nowhere");
    let error = FaceSet::find(&[nowhere.clone(), empty.path().to_owned()]).unwrap_err();
    let text = error.text();
    for message in [&text.zh, &text.en] {
        for part in [
            nowhere.to_str().unwrap(),
            empty.path().to_str().unwrap(),
            "仿宋",
            "--fonts",
        ] {
            assert!(message.contains(part), "{part} in {message}");
        }
    }
}

#[test]
fn a_broken_manifest_is_named_with_its_line() {
    let broken = directory(
        Some("{\"fonts\": [\n{\"file\": \"a.ttf\", \"roles\": [\"隶书\"]}]}"),
        &[],
    );
    let error = FaceSet::find(&[broken.path().to_owned()]).unwrap_err();
    assert!(
        matches!(&error, FontError::BadManifest { reason, .. } if reason.contains("line 2")),
        "{error}"
    );
}

/// The error of a 仿宋 face whose file holds `bytes`.
fn reject(bytes: &[u8]) -> FontError {
    let (_own, set) = own_face(bytes);
    set.pick(FangSong, '报').unwrap_err()
}

#[test]
fn a_file_that_is_no_font_is_refused() {
    let whole = liberation();
    for bytes in [&b""[..], b"hello", &whole[..300], &whole[..whole.len() / 2]] {
        assert!(
            matches!(reject(bytes), FontError::NotAFont { .. }),
            "{} bytes",
            bytes.len()
        );
    }
}

#[test]
fn a_face_that_forbids_embedding_is_refused() {
    let mut bytes = liberation();
    let record = bytes.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let table = u32::from_be_bytes(bytes[record + 8..record + 12].try_into().unwrap()) as usize;
    for fs_type in [0x0002_u16, 0x0100, 0x0200] {
        bytes[table + 8..table + 10].copy_from_slice(&fs_type.to_be_bytes());
        assert!(
            matches!(reject(&bytes), FontError::EmbeddingForbidden { fs_type: bits, .. } if bits == fs_type)
        );
    }
}

/// The 仿宋 face in a directory of its own, which is deleted with the first of the two.
fn own_face(bytes: &[u8]) -> (tempfile::TempDir, FaceSet) {
    let own = directory(
        Some(r#"{"fonts": [{"file": "own.ttf", "roles": ["仿宋"]}]}"#),
        &[],
    );
    fs::write(own.path().join("own.ttf"), bytes).unwrap();
    let set = FaceSet::find(&[own.path().to_owned(), shipped()]).unwrap();
    (own, set)
}

fn liberation() -> Vec<u8> {
    fs::read(shipped().join("LiberationSerif-Regular.ttf")).unwrap()
}

#[test]
fn an_outline_is_read_once_when_it_is_asked_for() {
    let (own, set) = own_face(&liberation());
    let (id, known) = set.pick(FangSong, 'A').unwrap().unwrap();
    let face = set.face(id).unwrap();
    let bounds = face.bounds(known);
    fs::File::options()
        .write(true)
        .open(own.path().join("own.ttf"))
        .unwrap()
        .set_len(1000)
        .unwrap();
    assert!(bounds.is_some());
    assert_eq!(face.bounds(known), bounds);
    let error = set.pick(FangSong, 'B').unwrap_err();
    assert!(matches!(error, FontError::Unreadable { .. }), "{error}");
    let unknown = Slot {
        glyph: known + 1,
        advance: 1000,
    };
    let error = face.subset(&[unknown]).unwrap_err();
    assert!(matches!(error, FontError::Unreadable { .. }), "{error}");
}

/// What a subset draws for its glyphs from the first on: advance and path.
fn drawn(program: &[u8], glyphs: impl Iterator<Item = u16>) -> Vec<(f32, String)> {
    use skrifa::outline::{DrawSettings, pen::SvgPen};
    use skrifa::prelude::{LocationRef, Size};
    use skrifa::{FontRef, MetadataProvider};
    let font = FontRef::new(program).unwrap();
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let outlines = font.outline_glyphs();
    glyphs
        .map(|glyph| {
            let mut pen = SvgPen::new();
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            let outline = outlines.get(glyph.into()).unwrap();
            outline.draw(settings, &mut pen).unwrap();
            (
                metrics.advance_width(glyph.into()).unwrap(),
                pen.to_string(),
            )
        })
        .collect()
}

#[test]
fn a_subset_draws_what_the_face_draws() {
    let set = set();
    // é and ǜ are composites, one of them of a composite.
    for (role, text) in [(Latin, "Aéǜ e%"), (FangSong, "报，一"), (SongTi, "（报）")] {
        let (id, _) = set
            .pick(role, text.chars().next().unwrap())
            .unwrap()
            .unwrap();
        let face = set.face(id).unwrap();
        let glyphs: Vec<u16> = text.chars().map(|c| face.glyph(c).unwrap()).collect();
        let slots: Vec<Slot> = glyphs
            .iter()
            .map(|glyph| Slot {
                glyph: *glyph,
                advance: face.advance(*glyph),
            })
            .collect();
        let whole = fs::read(&set.sources[id.0].path).unwrap();
        let program = face.subset(&slots).unwrap().bytes;
        let count = u16::try_from(slots.len()).unwrap();
        assert_eq!(
            drawn(&program, 1..=count),
            drawn(&whole, glyphs.into_iter()),
            "{text}"
        );
        assert!(program.len() < 20_000, "{} bytes", program.len());
    }
}

#[test]
fn a_glyph_of_a_subset_may_have_another_advance() {
    let set = set();
    let (id, glyph) = set.pick(FangSong, '，').unwrap().unwrap();
    let face = set.face(id).unwrap();
    let slots = [1000, 500, 600].map(|advance| Slot { glyph, advance });
    let drawn = drawn(&face.subset(&slots).unwrap().bytes, 1..=3);
    let advances: Vec<f32> = drawn.iter().map(|(advance, _)| *advance).collect();
    assert_eq!(advances, [1000.0, 500.0, 600.0]);
    assert!(
        drawn
            .iter()
            .all(|(_, path)| path == &drawn[0].1 && !path.is_empty())
    );
}

#[test]
fn a_subset_says_whose_it_is_and_adds_up() {
    use skrifa::string::StringId;
    use skrifa::{FontRef, MetadataProvider};
    let set = set();
    for (role, owner) in [(FangSong, "Fandol"), (KaiTi, "Arphic"), (Latin, "Google")] {
        let (id, glyph) = set.pick(role, '1').unwrap().unwrap();
        let program = set
            .face(id)
            .unwrap()
            .subset(&[Slot {
                glyph,
                advance: 500,
            }])
            .unwrap()
            .bytes;
        let sum = program.as_chunks().0.iter().fold(0_u32, |sum, bytes| {
            sum.wrapping_add(u32::from_be_bytes(*bytes))
        });
        assert_eq!(sum, 0xB1B0_AFBA, "{}", role.name());
        let font = FontRef::new(&program).unwrap();
        let notices: Vec<String> = font
            .localized_strings(StringId::COPYRIGHT_NOTICE)
            .map(|notice| notice.chars().collect())
            .collect();
        assert!(
            notices.iter().any(|notice| notice.contains(owner)),
            "{notices:?}"
        );
        assert_eq!(font.localized_strings(StringId::DESIGNER).count(), 0);
    }
}

#[test]
fn no_damage_to_a_face_is_more_than_an_error() {
    let whole = liberation();
    let mut opened = 0;
    // Every byte of the header and the table records, and bytes all over the tables.
    let places = (0..400).chain((400..whole.len()).step_by(whole.len() / 400));
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] ^= 0xFF;
        let (_own, set) = own_face(&bytes);
        let id = set.order(FangSong)[0];
        let Ok(face) = set.load(id) else { continue };
        opened += 1;
        let slots: Vec<Slot> = "é7ǜ%"
            .chars()
            .filter_map(|character| face.glyph(character))
            .map(|glyph| Slot { glyph, advance: 7 })
            .collect();
        let _ = face.subset(&slots);
    }
    assert!(opened > 400, "{opened} opened");
}
