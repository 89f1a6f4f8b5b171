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
        {page_title(title)}
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

/// On the server leptos_meta puts the text into the page as it is, when the page's signals may be gone already: so it is
/// read and escaped here.
#[cfg(feature = "ssr")]
fn page_title(title: Signal<String>) -> AnyView {
    let text = title.with_untracked(|title| escaped(&with_product(title)));
    view! { <Title text /> }.into_any()
}

#[cfg(not(feature = "ssr"))]
fn page_title(title: Signal<String>) -> AnyView {
    view! { <Title text=move || title.with(|title| with_product(title)) /> }.into_any()
}

fn with_product(title: &str) -> String {
    format!("{title} · Podarok")
}

#[cfg(feature = "ssr")]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_title_never_ends_its_element() {
        assert_eq!(escaped("</title><script>&"), "&lt;/title&gt;&lt;script&gt;&amp;");
    }
}
