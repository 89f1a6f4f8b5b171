use contract::Permission;
use engine::Text;
use leptos::prelude::*;

use crate::{preferences::use_language, use_shell};

/// The way to a new thing, for those who may make one.
#[component]
pub fn NewLink(path: &'static str, label: Text) -> impl IntoView {
    let (shell, language) = (use_shell(), use_language());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let allowed = shell.await.is_ok_and(|shell| shell.allows(Permission::Edit));
                allowed
                    .then(|| {
                        view! {
                            <a class="button button-primary" href=path>
                                {label.get(language)}
                            </a>
                        }
                    })
            })}
        </Transition>
    }
    .into_any()
}
