//! "Try a basket": what customers would get now, or at another time. Nothing is stored.

mod form;
mod reasons;
pub mod result;

use leptos::prelude::*;

use crate::{
    components::{PageHeader, loaded},
    preferences::use_texts,
};
use form::TryForm;

pub fn page() -> AnyView {
    let t = use_texts();
    // Nothing to load but the shop.
    let ready = Resource::new(|| (), |()| async { Ok(()) });
    view! {
        <PageHeader
            title=t("Проверить корзину", "Try a basket").to_owned()
            intro=t(
                "Считает то же самое, что ответит приложению. Ничего не сохраняет и не тратит.",
                "Calculates exactly what the app is answered. Nothing is stored or used up.",
            )
                .to_owned()
        />
        {loaded(ready, |(), shell| view! { <TryForm shell /> })}
    }
    .into_any()
}
