use contract::views::Phase;
use engine::Text;
use leptos::prelude::*;

use crate::preferences::use_language;

/// A phase in words.
pub const fn phase_text(phase: Phase) -> Text {
    match phase {
        Phase::Draft => Text::new("Черновик", "Draft"),
        Phase::Scheduled => Text::new("Запланировано", "Scheduled"),
        Phase::Live => Text::new("Работает", "Live"),
        Phase::Ended => Text::new("Завершено", "Ended"),
        Phase::Paused => Text::new("На паузе", "Paused"),
        Phase::Archived => Text::new("В архиве", "Archived"),
        Phase::Published => Text::new("Опубликовано", "Published"),
        Phase::Unpublished => Text::new("Не опубликовано", "Not published"),
    }
}

const fn class(phase: Phase) -> &'static str {
    match phase {
        Phase::Live | Phase::Published => "badge badge-good",
        Phase::Scheduled => "badge badge-soon",
        Phase::Paused => "badge badge-warn",
        Phase::Draft | Phase::Unpublished => "badge badge-plain",
        Phase::Ended | Phase::Archived => "badge badge-past",
    }
}

/// What a thing is doing at the moment; `unpublished` where its working copy differs from what customers get.
#[component]
pub fn PhaseBadge(phase: Phase, #[prop(optional)] unpublished: bool) -> impl IntoView {
    let language = use_language();
    let also = unpublished && !matches!(phase, Phase::Draft | Phase::Unpublished | Phase::Archived);
    view! {
        <span class=class(phase)>{phase_text(phase).get(language)}</span>
        {also
            .then(|| view! { <span class="badge badge-plain">{language.pick("есть правки", "edited")}</span> })}
    }
    .into_any()
}
