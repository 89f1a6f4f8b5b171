use leptos::prelude::*;

pub fn list() -> AnyView {
    ().into_any()
}

pub fn edit() -> AnyView {
    ().into_any()
}

pub fn page() -> AnyView {
    ().into_any()
}
