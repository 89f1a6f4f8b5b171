//! Leaving with unsaved work asks first.

use leptos::prelude::*;

use super::Editor;

/// While this editor is open: closing the page asks, as browsers do; a link that would leave it puts its address into
/// `leaving`, for a dialog to ask.
pub fn guard(editor: Editor, leaving: RwSignal<Option<String>>) {
    #[cfg(feature = "hydrate")]
    browser::guard(editor, leaving);
    #[cfg(not(feature = "hydrate"))]
    let _ = (editor, leaving);
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{ev::beforeunload, prelude::*};
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{Event, MouseEvent};

    use super::Editor;

    pub fn guard(editor: Editor, leaving: RwSignal<Option<String>>) {
        let unsaved = move || !editor.form.read_only && untrack(|| editor.form.draft.try_get().is_some() && editor.is_dirty());
        let unload = window_event_listener(beforeunload, move |event| {
            if unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || unload.remove());

        // Before the router sees the click: it listens on the window, on the way up.
        let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
            if let Some(address) = followed(&event).filter(|_| unsaved()) {
                event.prevent_default();
                event.stop_propagation();
                leaving.set(Some(address));
            }
        });
        let listener = click.as_ref().unchecked_ref::<web_sys::js_sys::Function>().clone();
        _ = document().add_event_listener_with_callback_and_bool("click", &listener, true);
        let click = StoredValue::new_local(click);
        on_cleanup(move || {
            _ = document().remove_event_listener_with_callback_and_bool("click", &listener, true);
            click.dispose();
        });
    }

    /// The address that this click leads to, in this tab and on this site.
    fn followed(event: &MouseEvent) -> Option<String> {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return None;
        }
        let target = event.unchecked_ref::<Event>().target()?.dyn_into::<web_sys::Element>().ok()?;
        let link = target.closest("a[href]").ok()??;
        let address = link.get_attribute("href")?;
        (link.get_attribute("target").is_none() && address.starts_with('/')).then_some(address)
    }
}
