use leptos::prelude::*;
use leptos_meta::Title;

/// The one `<h1>` of a page, and the page's title; its buttons beside it.
#[component]
pub fn PageHeader(
    #[prop(into)] title: Signal<String>,
    /// What the page is for, in a sentence.
    #[prop(optional, into)]
    intro: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=move || format!("{} · Podarok", title.get()) />
        <div class="page-header">
            <div>
                <h1>{move || title.get()}</h1>
                {intro.map(|intro| view! { <p class="page-intro">{intro}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
