//! Language and theme, switched by plain forms: they work before a script has run.

use engine::Language;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::hooks::use_url;

use crate::{
    api,
    preferences::{Preferences, Theme, use_texts},
};

#[component]
pub fn PreferenceForms() -> impl IntoView {
    let t = use_texts();
    let Preferences { language, theme } = expect_context();
    let theme = RwSignal::new(theme);
    view! {
        <div class="preferences">
            <form method="post" action="/api/ui/preferences" class="segmented" aria-label=t("Язык", "Language")>
                <ReturnHere />
                {[(Language::Ru, "Русский", "RU"), (Language::En, "English", "EN")]
                    .map(|(choice, name, short)| {
                        view! {
                            <button
                                type="submit"
                                name="language"
                                value=choice.code()
                                lang=choice.code()
                                aria-label=name
                                aria-pressed=if choice == language { "true" } else { "false" }
                            >
                                {short}
                            </button>
                        }
                    })
                    .collect_view()}
            </form>
            <form
                method="post"
                action="/api/ui/preferences"
                class="segmented"
                aria-label=t("Тема", "Theme")
                on:submit=move |event| change_theme(&event, theme)
            >
                <ReturnHere />
                {Theme::ALL
                    .map(|choice| {
                        view! {
                            <button
                                type="submit"
                                name="theme"
                                value=choice.as_str()
                                aria-pressed=move || if theme.get() == choice { "true" } else { "false" }
                            >
                                {theme_name(choice, t)}
                            </button>
                        }
                    })
                    .collect_view()}
            </form>
        </div>
    }
    .into_any()
}

fn theme_name(theme: Theme, t: impl Fn(&'static str, &'static str) -> &'static str) -> &'static str {
    match theme {
        Theme::System => t("Авто", "Auto"),
        Theme::Light => t("Светлая", "Light"),
        Theme::Dark => t("Тёмная", "Dark"),
    }
}

/// Leads the form back to this very page.
#[component]
fn ReturnHere() -> impl IntoView {
    let url = use_url();
    let here = move || {
        url.with(|url| {
            let search = url.search();
            if search.is_empty() { url.path().to_owned() } else { format!("{}?{search}", url.path()) }
        })
    };
    view! { <input type="hidden" name="return_to" value=here /> }
}

/// With a script the colours change at once, and nothing that was typed is lost.
fn change_theme(event: &SubmitEvent, theme: RwSignal<Theme>) {
    let Some(chosen) = chosen_theme(event) else { return };
    event.prevent_default();
    theme.set(chosen);
    if let Some(html) = document().document_element() {
        _ = html.set_attribute("data-theme", chosen.as_str());
    }
    spawn_local(async move {
        // Where it fails, the choice lasts until the page is left.
        _ = api::preferences::set_preferences(String::new(), chosen.as_str().to_owned(), String::new()).await;
    });
}

fn chosen_theme(event: &SubmitEvent) -> Option<Theme> {
    event.submitter().and_then(|button| button.get_attribute("value")).and_then(|value| Theme::parse(&value))
}
