//! Which document is requested: the query, and the `Accept` header.

use axum::extract::{FromRequestParts, Query};
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;

use super::media::{Accepted, Kind};
use crate::server::language;
use crate::server::prefer;
use crate::server::problem::{self, Problem};
use chengbao_base::text::{Lang, Text};
use chengbao_office::compose::{Profile, Purpose};

/// What the document is for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `filing` (default), `print` or `attachment`.
    profile: Option<String>,
    /// Number of the first page, 1–9999.
    start_page: Option<u32>,
    /// Number of the annex, 1–999; with `attachment`.
    annex: Option<u32>,
    /// Which documents go into a zip file or are made by a job: `pdf`, `docx`, `html`, separated by commas;
    /// `pdf,docx` by default.
    to: Option<String>,
    /// Which page is drawn, from 1; 1 by default. With `Accept: image/png`.
    #[param(minimum = 1)]
    page: Option<usize>,
    /// Its size, 0.5–4; 1 by default, which is 72 dots per inch. With `Accept: image/png`.
    #[param(minimum = 0.5, maximum = 4)]
    scale: Option<f32>,
    /// `true`: only a final document. Without it, a report that is not signed off is made as a draft.
    r#final: Option<bool>,
}

/// The requested documents. They are determined before the body is read.
pub(in crate::server) struct Wanted {
    /// Their kinds, each once, at least one.
    pub(crate) kinds: Vec<Kind>,
    /// Whether they come in a zip file.
    pub(crate) is_packed: bool,
    /// Their use; a draft, until the report is known to be signed off.
    pub(crate) purpose: Purpose,
    /// Only final documents.
    pub(crate) final_only: bool,
    /// The page to draw, if a picture is requested instead of documents.
    pub(crate) picture: Option<PageWanted>,
}

/// A page to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::server) struct PageWanted {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Its size; 1 is 72 dots per inch.
    pub(crate) scale: f32,
}

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let lang = language::of(&parts.headers);
        let asked = asked(parts, state, lang).await?;
        let purpose = asked.purpose(lang)?;
        // The documents of a job are not in its answer, which is JSON.
        if prefer::is_async(&parts.headers) {
            return asked.of_job(purpose, lang);
        }
        let page = asked.page(lang)?;
        let accept = parts.headers.get_all(ACCEPT).iter();
        let accept: Vec<&str> = accept.filter_map(|value| value.to_str().ok()).collect();
        let accepted = Accepted::of_header(&accept.join(",")).ok_or_else(|| {
            let text = Text::new(
                format!("可用的文件类型：{}。", Accepted::MEDIA_TYPES.join("、")),
                format!("available: {}", Accepted::MEDIA_TYPES.join(", ")),
            );
            Problem::new(problem::Kind::NotAcceptable, lang, text)
        })?;
        Ok(Self {
            kinds: match accepted {
                Accepted::One(kind) => vec![kind],
                Accepted::Picture => vec![Kind::Pdf],
                Accepted::Packed => asked.kinds(lang)?,
            },
            picture: (accepted == Accepted::Picture).then_some(page),
            is_packed: accepted == Accepted::Packed,
            purpose,
            final_only: asked.r#final.unwrap_or(false),
        })
    }
}

/// The requested documents of a job; `Accept` is ignored.
pub(in crate::server) struct WantedOfJob(pub(crate) Wanted);

impl<S: Send + Sync> FromRequestParts<S> for WantedOfJob {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let lang = language::of(&parts.headers);
        let asked = asked(parts, state, lang).await?;
        let purpose = asked.purpose(lang)?;
        asked.of_job(purpose, lang).map(Self)
    }
}

async fn asked<S: Send + Sync>(parts: &mut Parts, state: &S, lang: Lang) -> Result<Asked, Problem> {
    let query = Query::<Asked>::from_request_parts(parts, state).await;
    let Query(asked) = query.map_err(|rejection| {
        let detail = rejection.body_text();
        let text = Text::new(format!("查询参数有误：{detail}"), detail);
        Problem::new(problem::Kind::Request, lang, text)
    })?;
    Ok(asked)
}

impl Asked {
    fn of_job(&self, purpose: Purpose, lang: Lang) -> Result<Wanted, Problem> {
        Ok(Wanted {
            kinds: self.kinds(lang)?,
            picture: None,
            is_packed: false,
            purpose,
            final_only: self.r#final.unwrap_or(false),
        })
    }

    /// The kinds of `to`.
    fn kinds(&self, lang: Lang) -> Result<Vec<Kind>, Problem> {
        let mut kinds = Vec::new();
        for name in self.to.as_deref().unwrap_or("pdf,docx").split(',') {
            let kind = Kind::of_extension(name.trim()).filter(|kind| !kinds.contains(kind));
            kinds.push(kind.ok_or_else(|| {
                let text = Text::new(
                    "to 应为 pdf、docx、html 中的一个或几个，用逗号隔开，不重复。",
                    "to must be one or more of pdf, docx and html, each once, separated by commas",
                );
                Problem::new(problem::Kind::Request, lang, text)
            })?);
        }
        Ok(kinds)
    }

    /// Which page, and how large.
    fn page(&self, lang: Lang) -> Result<PageWanted, Problem> {
        let wrong =
            |zh: &str, en: &str| Problem::new(problem::Kind::Request, lang, Text::new(zh, en));
        let number = self.page.unwrap_or(1);
        if number == 0 {
            return Err(wrong("page 应从 1 数起。", "pages are counted from 1"));
        }
        let scale = self.scale.unwrap_or(1.0);
        if !(0.5..=4.0).contains(&scale) {
            return Err(wrong("scale 应为 0.5–4。", "scale must be 0.5–4"));
        }
        Ok(PageWanted { number, scale })
    }

    fn purpose(&self, lang: Lang) -> Result<Purpose, Problem> {
        let wrong =
            |zh: &str, en: &str| Problem::new(problem::Kind::Request, lang, Text::new(zh, en));
        let id = self.profile.as_deref().unwrap_or(Profile::Filing.id());
        let profile = Profile::ALL.into_iter().find(|profile| profile.id() == id);
        let profile = profile.ok_or_else(|| {
            wrong(
                "profile 应为 filing、print 或 attachment。",
                "profile must be filing, print or attachment",
            )
        })?;
        let first_page = self.start_page.unwrap_or(1);
        if !(1..=9999).contains(&first_page) {
            return Err(wrong(
                "start_page 应为 1–9999。",
                "start_page must be 1–9999",
            ));
        }
        if self
            .annex
            .is_some_and(|annex| profile != Profile::Attachment || !(1..=999).contains(&annex))
        {
            return Err(wrong(
                "annex 应为 1–999，与 profile=attachment 同用。",
                "annex must be 1–999 and used with profile=attachment",
            ));
        }
        Ok(Purpose {
            profile,
            first_page,
            annex: self.annex,
            draft: true,
            signed_off: None,
        })
    }
}
