//! Moving the focus, for those who do not see what has changed.

/// Focuses an element once it is drawn.
pub fn focus(id: &'static str) {
    #[cfg(feature = "hydrate")]
    {
        use leptos::prelude::{document, request_animation_frame};
        use wasm_bindgen::JsCast;
        _ = request_animation_frame(move || {
            let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(element) = element {
                _ = element.focus();
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}
