//! Which document is requested: the query, and the `Accept` header.

use axum::extract::{FromRequestParts, Query};
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;

use super::media::Accepted;
use crate::server::language;
use crate::server::prefer;
use crate::server::problem::{self, Problem};
use chengbao_base::text::{Lang, Text};
use chengbao_office::compose::Profile;
use chengbao_office::publish::{Format, Order, Standing};

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
    /// Which documents go into a zip file or are made by a job, separated by commas: {formats}.
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
    /// Their formats, each once, at least one.
    pub(crate) formats: Vec<&'static Format>,
    /// Whether they come in a zip file.
    pub(crate) is_packed: bool,
    /// Their use, and whether drafts will do.
    pub(crate) order: Order,
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
        let order = asked.order(lang)?;
        // The documents of a job are not in its answer, which is JSON.
        if prefer::is_async(&parts.headers) {
            return asked.of_job(order, lang);
        }
        let page = asked.page(lang)?;
        let accept = parts.headers.get_all(ACCEPT).iter();
        let accept: Vec<&str> = accept.filter_map(|value| value.to_str().ok()).collect();
        let accepted = Accepted::of_header(&accept.join(",")).ok_or_else(|| {
            let text = Text::new(
                format!("可用的文件类型：{}。", Accepted::media_types().join("、")),
                format!("available: {}", Accepted::media_types().join(", ")),
            );
            Problem::new(problem::ProblemKind::NotAcceptable, lang, text)
        })?;
        Ok(Self {
            formats: match accepted {
                Accepted::One(format) => vec![format],
                Accepted::Picture => vec![Format::pdf()],
                Accepted::Packed => asked.formats(lang)?,
            },
            picture: (accepted == Accepted::Picture).then_some(page),
            is_packed: accepted == Accepted::Packed,
            order,
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
        let order = asked.order(lang)?;
        asked.of_job(order, lang).map(Self)
    }
}

async fn asked<S: Send + Sync>(parts: &mut Parts, state: &S, lang: Lang) -> Result<Asked, Problem> {
    let query = Query::<Asked>::from_request_parts(parts, state).await;
    let Query(asked) = query.map_err(|rejection| {
        let detail = rejection.body_text();
        let text = Text::new(format!("查询参数有误：{detail}"), detail);
        Problem::new(problem::ProblemKind::Request, lang, text)
    })?;
    Ok(asked)
}

impl Asked {
    fn of_job(&self, order: Order, lang: Lang) -> Result<Wanted, Problem> {
        Ok(Wanted {
            formats: self.formats(lang)?,
            picture: None,
            is_packed: false,
            order,
        })
    }

    /// The formats of `to`.
    fn formats(&self, lang: Lang) -> Result<Vec<&'static Format>, Problem> {
        let Some(to) = &self.to else {
            return Ok(Format::usual().collect());
        };
        let mut formats = Vec::new();
        for id in to.split(',') {
            let format = Format::of_id(id.trim()).filter(|format| !formats.contains(format));
            formats.push(format.ok_or_else(|| {
                let ids: Vec<&str> = Format::ids().collect();
                let text = Text::new(
                    format!(
                        "to 应为 {} 中的一个或几个，用逗号隔开，不重复。",
                        ids.join("、")
                    ),
                    format!(
                        "to must be one or more of {}, each once, separated by commas",
                        ids.join(", ")
                    ),
                );
                Problem::new(problem::ProblemKind::Request, lang, text)
            })?);
        }
        Ok(formats)
    }

    /// Which page, and how large.
    fn page(&self, lang: Lang) -> Result<PageWanted, Problem> {
        let wrong = |zh: &str, en: &str| {
            Problem::new(problem::ProblemKind::Request, lang, Text::new(zh, en))
        };
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

    fn order(&self, lang: Lang) -> Result<Order, Problem> {
        let standing = match self.r#final {
            Some(true) => Standing::Final,
            _ => Standing::BySignoff,
        };
        let profile = self.profile.as_deref().unwrap_or(Profile::Filing.id());
        let first_page = self.start_page.unwrap_or(1);
        Order::new(profile, first_page, self.annex, standing)
            .map_err(|error| Problem::new(problem::ProblemKind::Request, lang, error.text(option)))
    }
}

/// An option as a query writes it: `annex=2`.
pub(in crate::server) fn option(name: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => format!("{name}={value}"),
        None => name.to_owned(),
    }
}
