//! CB406: a picture in the text has a description for those who cannot see it, and its file exists.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::{Matter, MatterErrorKind, MatterImage, PathError};
use chengbao_base::picture::PictureError;
use chengbao_base::text::Bilingual as _;

pub(super) struct Picture;

static INFO: RuleInfo = RuleInfo {
    code: "CB406",
    name: "picture",
    severity: Severity::Error,
    summary: "图片应单独成行，写作“![图片说明](文件名.png)”，有说明文字，图片文件与数据文件在同一文件夹",
    summary_en: "a picture is alone on its line as `![description](file.png)`, has a description, and its file is in the folder of the report",
    why: "图片说明是读屏软件念给看不见图片的人听的，无障碍规范要求每张图都有。图片随报告移交、归档，所以只用数据文件所在文件夹中的 PNG 或 JPEG 文件，不用网址和别处的文件。",
    why_en: "The description is what a screen reader reads out; accessibility standards require it. Pictures are handed over and filed with the report, so they must be PNG or JPEG files in its folder, not web addresses or files from elsewhere.",
    clause: "GB/T 37668—2019（信息无障碍）；ISO 14289-1:2014 §7.3",
    bad: Example {
        year: 2024,
        yaml: "preface: |\n  各平台访问情况如下图。\n  ![](访问量.png)\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "preface: |\n  各平台访问情况如下图。\n  ![2024年各平台访问量柱状图，门户网站最多](访问量.png)\n",
        previous: None,
    },
};

impl Rule for Picture {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for body in context.report.bodies() {
            let reading = body.text.matter();
            for fault in reading.faults {
                let Some((message, help)) = message(fault.kind) else {
                    continue;
                };
                let finding = Finding::new(&INFO, body.path, Some(fault.place), message);
                findings.push(finding.help(help));
            }
            for piece in reading.pieces {
                let Matter::Image(image) = piece else {
                    continue;
                };
                if let Some(message) = unusable(context, image) {
                    findings.push(Finding::new(
                        &INFO,
                        body.path,
                        Some(image.line.place),
                        message,
                    ));
                }
            }
        }
    }
}

/// Why the file of a picture cannot be used, if the files were read.
fn unusable(context: &Context<'_>, image: MatterImage<'_>) -> Option<Text> {
    let missing = PictureError::Missing;
    let fault = match context.pictures?.get(image.path) {
        Some(Ok(_)) => return None,
        Some(Err(fault)) => fault,
        None => &missing,
    };
    let (path, Text { zh, en }) = (image.path, fault.text());
    Some(Text::new(
        format!("图片“{path}”无法使用：{zh}。"),
        format!("the picture `{path}` cannot be used: {en}."),
    ))
}

/// What is wrong and what to do; `None` for faults that are not of a picture.
fn message(kind: MatterErrorKind) -> Option<(Text, Text)> {
    let form = || {
        Text::new(
            "写作“![图片说明](文件名.png)”，符号用半角，前后不要有别的文字。",
            "write `![description](file.png)` in ASCII characters, with nothing before or after it.",
        )
    };
    let beside = || {
        Text::new(
            "请把图片放在数据文件所在的文件夹，写文件名，如“访问量.png”。",
            "put the picture in the folder of the report and write its file name, such as `visits.png`.",
        )
    };
    let message = match kind {
        MatterErrorKind::NotAlone => (
            Text::new(
                "图片应单独成行，并且写法完整。",
                "a picture must be alone on its line and written in full.",
            ),
            form(),
        ),
        MatterErrorKind::NoAlt => (
            Text::new("图片没有说明文字。", "the picture has no description."),
            Text::new(
                "请在方括号内用一句话写明图中的内容，如“![2024年各平台访问量柱状图](访问量.png)”。",
                "describe in the brackets what it shows: `![Visits in 2024, a bar chart](visits.png)`.",
            ),
        ),
        MatterErrorKind::Path(fault) => (path(fault), beside()),
        _ => return None,
    };
    Some(message)
}

fn path(fault: PathError) -> Text {
    let (zh, en) = match fault {
        PathError::Empty => ("图片没有写文件名。", "the picture has no file name."),
        PathError::Absolute => (
            "图片不能写绝对路径，换一台电脑就找不到了。",
            "the path of a picture must not be absolute, or other machines cannot find it.",
        ),
        PathError::Url => (
            "图片不能用网址，归档的文件不能依赖网络。",
            "a picture must not be a web address, since filed documents must not depend on the network.",
        ),
        PathError::Upward => (
            "图片不能在数据文件所在的文件夹之外（“..”）。",
            "a picture must not be outside the folder of the report (`..`).",
        ),
        PathError::Characters => (
            "图片文件名中有不能用的字符；文件夹之间用“/”。",
            "the file name of the picture contains characters that are not allowed; separate folders with `/`.",
        ),
    };
    Text::new(zh, en)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::check;
    use crate::check::testing::over_example;
    use chengbao_base::picture::{PictureFormat, PicturesRead, Pixels};

    #[test]
    fn files_are_asked_for_only_where_they_were_looked_at() {
        let yaml = "preface: |\n  ![甲](a.png)\n  ![乙](b.png)\n  ![丙](c.png)\n";
        let report = over_example(2024, yaml);
        let picture = chengbao_base::picture::Picture {
            format: PictureFormat::Png,
            file: [].into(),
            width: 1,
            height: 1,
            pixels: Pixels::Gray([0].into()),
        };
        let pictures = PicturesRead::from([
            ("a.png".to_owned(), Ok(Arc::new(picture))),
            ("b.png".to_owned(), Err(PictureError::Animated)),
        ]);
        let context = Context::new(&report);
        assert_eq!(check(&context), []);
        let found = check(&context.with_pictures(Some(&pictures)));
        let told: Vec<_> = found
            .iter()
            .map(|finding| (finding.rule, finding.path.as_str(), &*finding.message.zh))
            .collect();
        assert_eq!(
            told,
            [
                (
                    "picture",
                    "preface",
                    "图片“b.png”无法使用：是动图（APNG），请另存为一张静止的 PNG。"
                ),
                (
                    "picture",
                    "preface",
                    "图片“c.png”无法使用：找不到这个文件，图片应与数据文件放在同一文件夹。"
                ),
            ]
        );
        let marked = found.first().and_then(|finding| finding.place).unwrap();
        assert_eq!(report.source.slice(marked), "![乙](b.png)");
    }
}
