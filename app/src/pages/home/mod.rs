//! What runs today.

use contract::{RuleKind, inputs::ListInput};
use engine::Status;
use leptos::prelude::*;

use crate::{
    api,
    components::{PageHeader, loaded},
    error::AppError,
    preferences::use_texts,
};

pub fn page() -> AnyView {
    let t = use_texts();
    let counts = Resource::new(|| (), |()| counts());
    view! {
        <PageHeader
            title=t("Сегодня", "Today").to_owned()
            intro=t("Что получают покупатели сейчас и что ждёт публикации.", "What customers get now, and what waits to be published.").to_owned()
        />
        {loaded(counts, move |counts, _| tiles(counts))}
    }
    .into_any()
}

/// How many there are of a kind in each status.
async fn counts() -> Result<Vec<(RuleKind, [u64; 3])>, AppError> {
    let mut counts = Vec::new();
    for kind in [RuleKind::Promotion, RuleKind::PersonalOffer] {
        let mut of_kind = [0; 3];
        for (count, status) in of_kind.iter_mut().zip([Status::Live, Status::Paused, Status::Draft]) {
            let input = ListInput { status: Some(status), ..ListInput::default() };
            *count = api::rules::list_rules(kind, input).await?.total;
        }
        counts.push((kind, of_kind));
    }
    Ok(counts)
}

fn tiles(counts: Vec<(RuleKind, [u64; 3])>) -> AnyView {
    counts
        .into_iter()
        .map(|(_, counts)| view! { <p>{counts.map(|count| count.to_string()).join(" ")}</p> })
        .collect_view()
        .into_any()
}
