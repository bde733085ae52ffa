//! Tables and pictures in the text, from the folder of a report to its documents.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot set its desk has failed"
)]

use std::fs;
use std::io::{Cursor, Read};

use assert_cmd::Command;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::Value;

const GOOD: &str = include_str!("../cli/good.yaml");

/// More lines of the last section.
const MATTER: &str = "\
\x20 各平台访问情况见表1，网址 www.huaian.gov.cn。
  表1 各平台访问情况
  | 平台 | 访问量 |
  |:---|---:|
  | 门户网站 | 5284796 |
  | 政务\\|新媒体 | |
  ![访问量柱状图](visits.png)
  ![办事大厅](照片/hall.jpg)
";

/// A folder with a report that has a table and two pictures.
struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(desk.0.path().join("报告/照片")).unwrap();
        desk.put("报告/2024.yaml", format!("{GOOD}{MATTER}"));
        desk.put("报告/visits.png", picture(ImageFormat::Png));
        desk.put("报告/照片/hall.jpg", picture(ImageFormat::Jpeg));
        desk
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), bytes).unwrap();
    }

    /// Runs the program in the folder; exit status and all it printed.
    fn run(&self, line: &str, input: &str) -> (i32, String) {
        let mut command = Command::cargo_bin("chengbao").unwrap();
        command.current_dir(&self.0).env_remove("CHENGBAO_FONTS");
        command.args(line.split_whitespace());
        let output = command.write_stdin(input).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.code().unwrap(),
            String::from_utf8(text).unwrap(),
        )
    }

    /// What is wrong with a line put in the place of the picture: rule, line, message.
    fn finding(&self, line: &str) -> (String, u64, String) {
        let yaml = format!("{GOOD}{MATTER}").replace("![访问量柱状图](visits.png)", line);
        self.put("报告/other.yaml", yaml);
        let (code, out) = self.run("check 报告/other.yaml --format json", "");
        assert_eq!(code, 1, "{out}");
        let json: Value = serde_json::from_str(&out).unwrap();
        let findings = json["files"][0]["findings"].as_array().unwrap();
        assert_eq!(findings.len(), 1, "{out}");
        let text = |key: &str| findings[0][key].as_str().unwrap().to_owned();
        let line = findings[0]["line"].as_u64().unwrap();
        (text("rule"), line, text("message"))
    }
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(64, 32, |x, y| {
        image::Rgb(if x > y { [200, 30, 30] } else { [255; 3] })
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(image)
        .write_to(&mut file, format)
        .unwrap();
    file.into_inner()
}

/// Where the picture was taken, as the cameras' data of these tests say it.
const PLACE: &[u8] = b"N 30 15 0";

/// Exif data (Exif 2.3): the turn they ask for, and a directory of the place (§4.6.6).
fn exif(turn: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([turn, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    tiff.extend([0; 4]);
    tiff.extend(b"\0\x01\0\x01\0\x02\0\0\0\x09\0\0\0\x38\0\0\0\0");
    tiff.extend(PLACE);
    tiff
}

/// A photograph as a telephone writes it: its rows run downwards, it is to be turned, it says where
/// it was taken.
fn photograph(turn: u8) -> Vec<u8> {
    let mut file = picture(ImageFormat::Jpeg);
    let body = [b"Exif\0\0", &*exif(turn)].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    file.splice(2..2, [&[0xff, 0xe1], &length[..], &body].concat());
    file
}

/// A PNG that says where it was drawn.
fn drawing() -> Vec<u8> {
    let mut file = picture(ImageFormat::Png);
    let mut chunk = Vec::new();
    let mut writer = png::Encoder::new(&mut chunk, 1, 1).write_header().unwrap();
    let said = [b"Comment\0", PLACE].concat();
    writer.write_chunk(png::chunk::tEXt, &said).unwrap();
    drop(writer);
    // Between the header and the end that the writer adds.
    file.splice(33..33, chunk[33..chunk.len() - 12].to_vec());
    file
}

/// A desk whose pictures all say where they were taken, but one,
/// and one lies on its side.
fn exported() -> Workspace {
    let desk = Workspace::new();
    let more = "  ![大厅](照片/upright.jpg)\n  ![办件](plain.png)\n";
    desk.put("报告/2024.yaml", format!("{GOOD}{MATTER}{more}"));
    desk.put("报告/visits.png", drawing());
    desk.put("报告/plain.png", picture(ImageFormat::Png));
    desk.put("报告/照片/hall.jpg", photograph(6));
    desk.put("报告/照片/upright.jpg", photograph(1));
    let (code, out) = desk.run("export 报告/2024.yaml -o out --to pdf,docx,html", "");
    assert_eq!(code, 0, "{out}");
    desk
}

/// The line of the report the first picture stands on.
fn picture_line() -> u64 {
    u64::try_from(GOOD.lines().count()).unwrap() + 7
}

#[test]
fn a_table_and_two_pictures_reach_both_documents() {
    let desk = Workspace::new();
    let (code, out) = desk.run("export 报告/2024.yaml -o out", "");
    assert_eq!(code, 0, "{out}");
    let pdf = fs::read(desk.0.path().join("out/2024.draft.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let docx = fs::File::open(desk.0.path().join("out/2024.draft.docx")).unwrap();
    let mut docx = zip::ZipArchive::new(docx).unwrap();
    let mut xml = String::new();
    let mut part = docx.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    for text in ["平台", "门户网站", "5284796", "政务|新媒体"] {
        assert!(xml.contains(text), "{text}");
    }
    assert!(!xml.contains("---") && !xml.contains("!["));
}

/// The pictures that a file of the desk shows: width, height and all that it says of each.
fn shown(desk: &Workspace, name: &str) -> Vec<(u32, u32, Vec<u8>)> {
    let file = fs::read(desk.0.path().join("out").join(name)).unwrap();
    let decoded = |bytes: Vec<u8>| {
        let picture = image::load_from_memory(&bytes).unwrap();
        (picture.width(), picture.height(), bytes)
    };
    if name.ends_with("pdf") {
        let document = lopdf::Document::load_mem(&file).unwrap();
        let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
        let images = streams.filter(|it| it.dict.get(b"Subtype").is_ok_and(is_image));
        let images = images.map(|image| {
            let side = |key: &[u8]| image.dict.get(key).unwrap().as_i64().unwrap();
            let [width, height] = [b"Width".as_slice(), b"Height"].map(side);
            (width as u32, height as u32, image.content.clone())
        });
        images.collect()
    } else if name.ends_with("docx") {
        let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let parts = (0..zip.len()).filter_map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            let is_media = part.name().unwrap().starts_with("word/media/");
            is_media.then(|| decoded(bytes))
        });
        parts.collect()
    } else {
        let page = String::from_utf8(file).unwrap();
        let files = page.split(";base64,").skip(1);
        let files = files.map(|rest| rest.split('"').next().unwrap());
        files
            .map(|file| decoded(BASE64_STANDARD.decode(file).unwrap()))
            .collect()
    }
}

fn is_image(subtype: &lopdf::Object) -> bool {
    subtype.as_name().is_ok_and(|name| name == b"Image")
}

#[test]
fn pictures_are_shown_upright_and_do_not_say_where_they_were_taken() {
    let desk = exported();
    for name in ["2024.draft.pdf", "2024.draft.docx", "2024.draft.html"] {
        let shown = shown(&desk, name);
        let mut sides: Vec<_> = shown
            .iter()
            .map(|(width, height, _)| (*width, *height))
            .collect();
        sides.sort_unstable();
        assert_eq!(sides, [(32, 64), (64, 32), (64, 32), (64, 32)], "{name}");
        for (_, _, bytes) in shown {
            for said in [PLACE, b"Exif", b"eXIf", b"tEXt"] {
                let says = bytes.windows(said.len()).any(|part| part == said);
                assert!(!says, "{name} says {}", said.escape_ascii());
            }
        }
    }
}

#[test]
fn report_and_pictures_come_back_out_of_the_documents_byte_for_byte() {
    let desk = exported();
    for name in ["2024.draft.docx", "2024.draft.pdf"] {
        let (code, out) = desk.run(&format!("import out/{name} -o {name}/back.yaml"), "");
        assert_eq!(code, 0, "{out}");
        for (own, back) in [
            ("2024.yaml", "back.yaml"),
            ("visits.png", "visits.png"),
            ("plain.png", "plain.png"),
            ("照片/hall.jpg", "照片/hall.jpg"),
            ("照片/upright.jpg", "照片/upright.jpg"),
        ] {
            let [own, back] = [format!("报告/{own}"), format!("{name}/{back}")]
                .map(|path| fs::read(desk.0.path().join(path)).unwrap());
            assert!(own == back, "{name}");
        }
    }
}

#[test]
fn pictures_are_looked_for_in_the_folder_of_the_report() {
    let desk = Workspace::new();
    let (code, out) = desk.run("check 报告/2024.yaml", "");
    assert_eq!(code, 0, "{out}");
    let yaml = format!("{GOOD}{MATTER}");
    let (code, out) = desk.run("check -", &yaml);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("visits.png") && out.contains("hall.jpg"),
        "{out}"
    );
    desk.put("visits.png", picture(ImageFormat::Png));
    fs::create_dir(desk.0.path().join("照片")).unwrap();
    desk.put("照片/hall.jpg", picture(ImageFormat::Jpeg));
    let (code, out) = desk.run("check -", &yaml);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_picture_that_cannot_be_used_is_reported_where_it_is_named() {
    let desk = Workspace::new();
    desk.put("报告/moving.png", b"GIF89a");
    desk.put("报告/half.png", &picture(ImageFormat::Png)[..60]);
    desk.put("报告/notes.png", "访问量");
    desk.put("报告/huge.png", vec![0; 20_000_001]);
    for (line, message) in [
        ("![图](none.png)", "找不到这个文件"),
        ("![图](visits.png/x.png)", "找不到这个文件"),
        ("![图](moving.png)", "GIF 文件，请另存为 PNG 或 JPEG"),
        ("![图](half.png)", "已损坏"),
        ("![图](notes.png)", "不是 PNG 或 JPEG"),
        ("![图](照片)", "不是文件"),
        ("![图](huge.png)", "超过 20 MB"),
        ("![图](../out/a.png)", "之外"),
        ("![图](https://www.gov.cn/a.png)", "网址"),
        ("![](visits.png)", "没有说明文字"),
        ("见![图](visits.png)", "单独成行"),
    ] {
        let (rule, at, told) = desk.finding(line);
        assert_eq!((rule.as_str(), at), ("picture", picture_line()), "{line}");
        assert!(told.contains(message), "{line}: {told}");
    }
}

#[test]
fn nothing_is_written_for_a_table_that_is_not_whole() {
    let desk = Workspace::new();
    let broken = MATTER.replace("| 政务\\|新媒体 | |", "| 政务|新媒体 | |");
    desk.put("报告/2024.yaml", format!("{GOOD}{broken}"));
    let (code, out) = desk.run("export 报告/2024.yaml -o out", "");
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("CB405") && out.contains("3 格"), "{out}");
    assert_eq!(fs::read_dir(desk.0.path().join("out")).unwrap().count(), 0);
}

#[test]
fn pictures_of_a_report_have_a_bound_together() {
    let desk = Workspace::new();
    let lines: Vec<String> = (0..50)
        .map(|number| {
            let name = format!("{number:02}.png");
            desk.put(&format!("报告/{name}"), picture(ImageFormat::Png));
            format!("![图](<{name}>)")
        })
        .collect();
    let (rule, _, told) = desk.finding(&lines.join("\n  "));
    assert_eq!(rule, "picture");
    assert!(
        told.contains("hall.jpg") && told.contains("50 张"),
        "{told}"
    );
}
