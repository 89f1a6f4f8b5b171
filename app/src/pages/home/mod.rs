//! What runs today: how much of what is live, is to start, or waits to be published.

use contract::{RuleKind, inputs::ListInput, views::Phase};
use engine::{Status, Text};
use leptos::prelude::*;

use crate::{
    api,
    components::{PageHeader, loaded},
    error::AppError,
    preferences::{use_language, use_texts},
};

/// How many things of one kind there are, by status.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Counts {
    live: u64,
    /// Among the live ones of the first page; none where there are more pages.
    scheduled: Option<u64>,
    paused: u64,
    drafts: u64,
}

/// A kind that is counted.
struct Tile {
    kind: RuleKind,
    title: Text,
    path: &'static str,
}

const TILES: [Tile; 2] = [
    Tile { kind: RuleKind::Promotion, title: Text::new("Акции", "Promotions"), path: "/promotions" },
    Tile {
        kind: RuleKind::PersonalOffer, title: Text::new("Личные предложения", "Personal offers"), path: "/personal-offers"
    },
];

pub fn page() -> AnyView {
    let t = use_texts();
    let counts = Resource::new(|| (), |()| all_counts());
    view! {
        <PageHeader
            title=t("Сегодня", "Today").to_owned()
            intro=t("Что получают покупатели и что ещё ждёт публикации.", "What customers get, and what still waits to be published.").to_owned()
        />
        {loaded(counts, move |counts, _| tiles(&counts))}
    }
    .into_any()
}

async fn all_counts() -> Result<Vec<Counts>, AppError> {
    let mut all = Vec::new();
    for tile in &TILES {
        all.push(counts(tile.kind).await?);
    }
    Ok(all)
}

async fn counts(kind: RuleKind) -> Result<Counts, AppError> {
    let with = |status| ListInput { status: Some(status), ..ListInput::default() };
    let live = api::rules::list_rules(kind, with(Status::Live)).await?;
    let scheduled = live.rows.iter().filter(|row| row.phase == Phase::Scheduled).count();
    Ok(Counts {
        live: live.total,
        scheduled: (live.pages <= 1).then(|| u64::try_from(scheduled).unwrap_or(u64::MAX)),
        paused: api::rules::list_rules(kind, with(Status::Paused)).await?.total,
        drafts: api::rules::list_rules(kind, with(Status::Draft)).await?.total,
    })
}

fn tiles(all: &[Counts]) -> AnyView {
    let sections: Vec<_> = TILES.iter().zip(all).map(|(tile, counts)| section(tile, counts)).collect();
    view! { <div class="tiles">{sections}</div> }.into_any()
}

fn section(tile: &Tile, counts: &Counts) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let id = format!("tile-{}", tile.kind.as_str());
    let count = |number: u64, label: &'static str, status: &'static str| {
        view! {
            <li>
                <a href=format!("{}?status={status}", tile.path)>
                    <strong>{number}</strong>
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    let scheduled = counts.scheduled.filter(|scheduled| *scheduled > 0).map(|scheduled| {
        let text = language.pick(format!("из них {scheduled} начнутся позже"), format!("{scheduled} of them start later"));
        view! { <p class="muted">{text}</p> }
    });
    view! {
        <section class="panel tile" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{tile.title.get(language)}</h2>
            <ul>
                {count(counts.live, t("опубликовано", "published"), "live")}
                {count(counts.paused, t("на паузе", "paused"), "paused")} {count(counts.drafts, t("черновики", "drafts"), "draft")}
            </ul>
            {scheduled}
        </section>
    }
    .into_any()
}
