//! One code, of a pool or shared: where it is used, and what happened to it.

use contract::{
    RuleKind,
    views::{CodeEvent, CodeState, CodeUse, CodeView, PoolCodeView},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    api::{self, codes::SwitchCode, shell::Shell},
    components::{DataTable, PageHeader, loaded_page},
    editor::Section,
    local_path::escape,
    preferences::{use_language, use_texts},
};

use super::{PATH, find_form, refusal, words};

pub fn page() -> AnyView {
    let query = use_query_map();
    let switch = ServerAction::<SwitchCode>::new();
    let typed = Memo::new(move |_| query.with(|query| query.get("code").unwrap_or_default()));
    let code = Resource::new(move || (typed.get(), switch.version().get()), |(code, _)| api::codes::load_code(code));
    loaded_page(code, move |code, shell| contents(code, &typed.get_untracked(), &shell, switch))
}

fn contents(code: CodeView, typed: &str, shell: &Shell, action: ServerAction<SwitchCode>) -> AnyView {
    let t = use_texts();
    let CodeView { key: _, of_pool, stands_for, history } = code;
    let title = of_pool.as_ref().map_or_else(|| typed.trim().to_owned(), |code| code.code.clone());
    let nothing = (of_pool.is_none() && stands_for.is_empty()).then(|| {
        let text = t(
            "Такого кода нет ни в одном пуле, ни в акциях, ни в личных предложениях.",
            "No pool, no promotion and no personal offer has this code.",
        );
        view! { <p>{text}</p> }
    });
    let uses: Vec<_> = stands_for.into_iter().map(used).collect();
    let events: Vec<_> = history.into_iter().map(|happened| event(happened, shell)).collect();
    let columns = vec![t("Когда", "When"), t("Что", "What"), t("Кто", "Who"), t("Чем", "By"), t("Где", "Where")];
    view! {
        <PageHeader title=if title.is_empty() { t("Код", "Code").to_owned() } else { title } />
        {find_form(typed.to_owned())}
        <div class="code-pool">
            {nothing} {of_pool.map(|code| of_a_pool(code, action))}
            {(!uses.is_empty())
                .then(|| {
                    view! {
                        <Section id="section-uses" title=t("Где используется", "Where it is used")>
                            <ul>{uses}</ul>
                        </Section>
                    }
                })}
            {(!events.is_empty())
                .then(|| {
                    view! {
                        <Section id="section-history" title=t("Что с ним было", "What happened to it")>
                            <DataTable label=t("История кода", "The code’s history") columns>
                                {events}
                            </DataTable>
                        </Section>
                    }
                })}
        </div>
    }
    .into_any()
}

fn of_a_pool(code: PoolCodeView, action: ServerAction<SwitchCode>) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let is_off = code.state == CodeState::Off;
    let button = if is_off { t("Включить снова", "Switch on again") } else { t("Выключить", "Switch off") };
    view! {
        <Section id="section-state" title=t("Сейчас", "Now")>
            <p>
                {words::state(code.state).get(language)} ". " {t("Пул: ", "Pool: ")}
                <a href=format!("{PATH}/{}", escape(&code.pool))>{code.pool.clone()}</a>
            </p>
            <ActionForm action>
                <input type="hidden" name="code" value=code.code />
                <input type="hidden" name="active" value=is_off.to_string() />
                {move || refusal(action.value().get())}
                <button type="submit" disabled=move || action.pending().get()>
                    {button}
                </button>
            </ActionForm>
        </Section>
    }
    .into_any()
}

fn used(of: CodeUse) -> AnyView {
    let CodeUse { kind, id, name, status: _ } = of;
    let path = match kind {
        RuleKind::PersonalOffer => "/personal-offers",
        _ => "/promotions",
    };
    let name = if name.is_empty() { id.clone() } else { name };
    view! {
        <li>
            <a href=format!("{path}/{}", escape(&id))>{name}</a>
        </li>
    }
    .into_any()
}

fn event(event: CodeEvent, shell: &Shell) -> AnyView {
    let language = use_language();
    let CodeEvent { at, what, who, by, thing } = event;
    view! {
        <tr>
            <td>{words::time(&shell.zone, at)}</td>
            <td>{words::event(what).get(language)}</td>
            <td>{who}</td>
            <td>{by}</td>
            <td>{thing}</td>
        </tr>
    }
    .into_any()
}
