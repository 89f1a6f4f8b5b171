//! The desk around every page: menu, shop, person.

use contract::views::ShellView;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

use crate::{
    api::{self, shell::Shell},
    components::{
        Logo,
        preferences::PreferenceForms,
        toast::{ToastRegion, Toasts},
    },
    error::AppError,
    focus::focus,
    preferences::{use_language, use_texts},
    routes::{PAGES, section_of},
};

/// The person and the shop, as they are on every page; see [`crate::components::loaded`].
pub fn use_shell() -> Resource<Result<Shell, AppError>> {
    expect_context()
}

#[component]
pub fn Desk() -> impl IntoView {
    let t = use_texts();
    let shell = Resource::new_blocking(|| (), |()| api::shell::load_shell());
    provide_context(shell);
    let toasts = Toasts::provide();
    view! {
        <a class="skip-link" href="#main">
            {t("К содержанию", "Skip to content")}
        </a>
        <div class="desk">
            <header class="masthead">
                <a class="brand" href="/">
                    <Logo />
                    <span>"Podarok"</span>
                </a>
                <button type="button" class="menu-button" popovertarget="menu">
                    {t("Меню", "Menu")}
                </button>
                <Menu shell />
            </header>
            <main id="main" tabindex="-1">
                <Outlet />
            </main>
        </div>
        <ToastRegion toasts />
    }
    .into_any()
}

/// A column on a wide screen, behind a button on a narrow one.
#[component]
fn Menu(shell: Resource<Result<Shell, AppError>>) -> impl IntoView {
    let t = use_texts();
    arrive(use_location().pathname);
    view! {
        <div class="menu" id="menu" popover>
            <nav aria-label=t("Разделы", "Sections")>
                <Transition>
                    {move || Suspend::new(async move { shell.await.ok().map(|shell| menu_items(&shell)) })}
                </Transition>
            </nav>
            <div class="menu-foot">
                <Transition>
                    {move || Suspend::new(async move { shell.await.ok().map(|shell| who_and_where(shell.view)) })}
                </Transition>
                <PreferenceForms />
            </div>
        </div>
    }
    .into_any()
}

fn menu_items(shell: &Shell) -> AnyView {
    let (language, pathname) = (use_language(), use_location().pathname);
    let items: Vec<_> = PAGES
        .iter()
        .filter(|page| shell.allows(page.permission))
        .filter_map(|page| page.label.map(|label| (page.path, label.get(language))))
        .map(|(path, label)| {
            view! {
                <li>
                    <a
                        href=path
                        aria-current=move || {
                            let here = pathname.get();
                            (section_of(&here) == Some(path)).then_some(if here == path { "page" } else { "true" })
                        }
                    >
                        {label}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul>{items}</ul> }.into_any()
}

fn who_and_where(shell: ShellView) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    view! {
        <dl class="shop">
            <dt>{t("Время магазина", "The shop’s time")}</dt>
            <dd>{shell.time_zone}</dd>
        </dl>
        <div class="person">
            <div>
                <strong>{shell.user.name}</strong>
                <span class="muted">{shell.user.role.title().get(language)}</span>
            </div>
            <form method="post" action="/api/ui/sign-out">
                <button type="submit" class="button-quiet">
                    {t("Выйти", "Sign out")}
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// A page that was reached by a link: the menu of a narrow screen closes, and who listens is led to the page's content.
fn arrive(pathname: Memo<String>) {
    Effect::new(move |before: Option<String>| {
        let now = pathname.get();
        if before.is_some_and(|before| before != now) {
            if let Some(menu) = document().get_element_by_id("menu") {
                // An element that is no popover cannot stay open as one.
                _ = menu.remove_attribute("popover");
                _ = menu.set_attribute("popover", "");
            }
            focus("main");
        }
        now
    });
}
