//! Where a new promotion begins: templates in plain words.

use leptos::prelude::*;

use super::{NEW, templates::TEMPLATES};
use crate::{
    components::PageHeader,
    preferences::{use_language, use_texts},
};

#[component]
pub fn Start() -> impl IntoView {
    let (t, language) = (use_texts(), use_language());
    let cards = TEMPLATES
        .iter()
        .map(|template| {
            view! {
                <li>
                    <a class="template" href=format!("{NEW}?template={}", template.key)>
                        <strong>{template.title.get(language)}</strong>
                        <span>{template.example.get(language)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <PageHeader
            title=t("Новая акция", "New promotion").to_owned()
            intro=t("С чего начнём? Всё можно изменить потом.", "Where do we begin? Everything can be changed later.").to_owned()
        />
        <ul class="templates">
            {cards}
            <li>
                <a class="template" href=format!("{NEW}?template=blank")>
                    <strong>{t("С чистого листа", "From a blank page")}</strong>
                    <span>{t("Соберите условия и подарки сами", "Put conditions and gifts together yourself")}</span>
                </a>
            </li>
        </ul>
    }
}
