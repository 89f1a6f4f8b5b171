//! What runs today: how much of what is live, is to start, or waits to be published.

use contract::{RuleKind, views::RuleRow};
use leptos::prelude::*;

use crate::{
    api::{
        self,
        home::{Few, Tally},
    },
    components::{PageHeader, loaded},
    local_path::escape,
    preferences::{use_language, use_texts},
};

pub fn page() -> AnyView {
    let t = use_texts();
    let tallies = Resource::new(|| (), |()| api::home::tallies());
    view! {
        <PageHeader
            title=t("Сегодня", "Today").to_owned()
            intro=t("Что получают покупатели и что ещё ждёт публикации.", "What customers get, and what still waits to be published.")
                .to_owned()
        />
        {loaded(tallies, move |tallies, _| {
            let sections: Vec<_> = tallies.into_iter().map(section).collect();
            view! { <div class="tiles">{sections}</div> }
        })}
    }
    .into_any()
}

fn section(tally: Tally) -> AnyView {
    let t = use_texts();
    let Tally { kind, published, paused, drafts, scheduled, ended, edited } = tally;
    let (path, title) = match kind {
        RuleKind::PersonalOffer => ("/personal-offers", t("Личные предложения", "Personal offers")),
        _ => ("/promotions", t("Акции", "Promotions")),
    };
    let id = format!("tile-{}", kind.as_str());
    let working = published.saturating_sub(scheduled.count).saturating_sub(ended.count);
    let count = |number: u64, label: &'static str, status: &'static str| {
        view! {
            <li>
                <a href=format!("{path}?status={status}")>
                    <strong>{number}</strong>
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="panel tile" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{title}</h2>
            <ul class="counts">
                {count(working, t("работают", "live"), "live")} {count(scheduled.count, t("запланированы", "scheduled"), "live")}
                {count(paused, t("на паузе", "paused"), "paused")} {count(drafts, t("черновики", "drafts"), "draft")}
            </ul>
            {few(path, scheduled, t("Начнутся позже", "Start later"))}
            {few(path, edited, t("Правки ещё не опубликованы", "Changes not published yet"))}
            {few(path, ended, t("Закончились, можно убрать в архив", "Over: can be archived"))}
        </section>
    }
    .into_any()
}

fn few(path: &'static str, few: Few, title: &'static str) -> Option<AnyView> {
    let language = use_language();
    let more = few.count.saturating_sub(u64::try_from(few.rows.len()).unwrap_or(u64::MAX));
    let rows: Vec<_> = few.rows.into_iter().map(|row| line(path, row)).collect();
    let more = (more > 0).then(|| {
        let text = language.pick(format!("и ещё {more}"), format!("and {more} more"));
        view! { <li class="muted">{text}</li> }
    });
    (few.count > 0).then(|| {
        view! {
            <h3>{title}</h3>
            <ul class="few">{rows} {more}</ul>
        }
        .into_any()
    })
}

fn line(path: &str, row: RuleRow) -> AnyView {
    view! {
        <li>
            <a href=format!("{path}/{}", escape(&row.id))>{row.name}</a>
            <span class="muted">{row.period}</span>
        </li>
    }
    .into_any()
}
