use leptos::prelude::*;

/// A gift box; the same drawing as `style/static/favicon.svg`.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <rect class="logo-ground" x="0" y="0" width="24" height="24" rx="6" />
            <path class="logo-lines" d="M5 10.5h14M6.2 10.5V18h11.6v-7.5M12 10.5V18M12 10.2C9.2 10.2 7.9 9 8.2 7.5c.4-1.9 3.3-1.3 3.8 2.7.5-4 3.4-4.6 3.8-2.7.3 1.5-1 2.7-3.8 2.7z" />
        </svg>
    }
    .into_any()
}
