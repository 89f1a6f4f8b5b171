//! A pool: its numbers, its jobs, and its codes for those who may see them.

use contract::views::{CodesPage, PoolCodeView, PoolView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    api::{
        self,
        codes::{GenerateCodes, PoolPage, PoolQuery, SwitchPool},
        shell::Shell,
    },
    components::{DataTable, PageHeader, loaded_page},
    editor::Section,
    local_path::escape,
    preferences::{use_language, use_texts},
    zone::Zone,
};

use super::{CODE, PATH, generate, jobs, refusal, upload, words};

/// What is done on the page, and brings it up to date.
#[derive(Clone, Copy)]
struct Actions {
    generate: ServerAction<GenerateCodes>,
    switch: ServerAction<SwitchPool>,
    /// Raised when a job has ended.
    over: RwSignal<u32>,
}

pub fn page() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let actions = Actions { generate: ServerAction::new(), switch: ServerAction::new(), over: RwSignal::new(0) };
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let query = Memo::new(move |_| {
        query.with(|query| PoolQuery {
            search: query.get("search").unwrap_or_default(),
            state: query.get("state").and_then(|state| words::read(&state)),
            after: query.get("after"),
            pattern: query.get("pattern").unwrap_or_default(),
            count: query.get("count").and_then(|count| count.parse().ok()).unwrap_or_default(),
        })
    });
    let page = Resource::new(
        move || (id.get(), query.get(), actions.generate.version().get(), actions.switch.version().get(), actions.over.get()),
        |(id, query, ..)| api::codes::load_pool(id, query),
    );
    loaded_page(page, move |page, shell| contents(page, &query.get_untracked(), &shell, actions))
}

fn contents(page: PoolPage, query: &PoolQuery, shell: &Shell, actions: Actions) -> AnyView {
    let t = use_texts();
    let PoolPage { pool, jobs, codes, key_space, pattern_problems, checked, file_problems } = page;
    let id = pool.id.clone();
    let over = Callback::new(move |()| actions.over.update(|times| *times += 1));
    let rest = codes.map(|codes| {
        view! {
            {generate::view(id.clone(), query, key_space, pattern_problems, actions.generate)}
            {upload::view(&id, checked, file_problems)}
            {list(&id, query, codes, &shell.zone)}
            {switch(&pool, actions.switch)}
        }
    });
    view! {
        <PageHeader title=pool.id.clone() intro=t("Пул одноразовых кодов.", "A pool of codes that work once.").to_owned() />
        <p>
            <a href=PATH>{t("Все пулы", "All pools")}</a>
        </p>
        <div class="code-pool">
            {numbers(&pool)}
            {jobs::view(pool.id.clone(), jobs, shell.zone.clone(), over)}
            {rest}
        </div>
    }
    .into_any()
}

fn numbers(pool: &PoolView) -> AnyView {
    let t = use_texts();
    let PoolView { id: _, total, free, given, redeemed, off } = pool;
    let numbers = [
        (t("Всего", "All"), *total),
        (t("Свободно", "Free"), *free),
        (t("Выдано", "Given"), *given),
        (t("Погашено", "Redeemed"), *redeemed),
        (t("Выключено", "Off"), *off),
    ];
    let columns: Vec<_> = numbers.iter().map(|(label, _)| *label).collect();
    view! {
        <DataTable label=t("Пул в числах", "The pool in numbers") columns>
            <tr>
                {numbers.into_iter().map(|(_, number)| view! { <td class="cell-number">{words::grouped(number)}</td> }).collect_view()}
            </tr>
        </DataTable>
    }
    .into_any()
}

fn list(pool: &str, query: &PoolQuery, page: CodesPage, zone: &Zone) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let CodesPage { codes, next } = page;
    let path = format!("{PATH}/{}", escape(pool));
    let of_query = {
        let mut text = format!("search={}", escape(&query.search));
        if let Some(state) = query.state {
            text.push_str(&format!("&state={}", words::word(state)));
        }
        text
    };
    let choices = [("", t("Все", "All"), query.state.is_none())].into_iter().chain(
        words::STATES
            .into_iter()
            .map(|state| (words::word(state), words::state(state).get(language), query.state == Some(state))),
    );
    let choices =
        choices.map(|(value, label, selected)| view! { <option value=value selected=selected>{label}</option> }).collect_view();
    let (is_empty, search) = (codes.is_empty(), query.search.clone());
    let columns = vec![
        t("Код", "Code"),
        t("Состояние", "State"),
        t("Кому выдан", "Given to"),
        t("Чем погашен", "Redeemed by"),
        t("Когда", "When"),
    ];
    let rows: Vec<_> = codes.into_iter().map(|code| row(code, zone)).collect();
    let file = |format: &str, label: &'static str| {
        let href = format!("/code-files/{}?format={format}&{of_query}", escape(pool));
        view! {
            <a class="button" href=href rel="external" download>
                {label}
            </a>
        }
    };
    let files = view! {
        <div class="button-row">
            {file("csv", t("Выгрузить CSV", "Export CSV"))} {file("xlsx", t("Выгрузить XLSX", "Export XLSX"))}
        </div>
    };
    let next = next.map(|next| {
        let href = format!("{path}?{of_query}&after={}", escape(&next));
        view! {
            <nav class="pager-links" aria-label=t("Страницы списка", "Pages of the list")>
                <a class="button" rel="next" href=href>
                    {t("Дальше", "Next")}
                </a>
            </nav>
        }
    });
    view! {
        <Section id="section-codes" title=t("Коды", "The codes")>
            <form method="GET" action=path class="search-form" role="search">
                <input
                    type="search"
                    name="search"
                    aria-label=t("Начало кода", "How the code begins")
                    placeholder=t("Начало кода", "How the code begins")
                    value=search
                />
                <select name="state" aria-label=t("Состояние", "State")>
                    {choices}
                </select>
                <button type="submit">{t("Найти", "Search")}</button>
            </form>
            {if is_empty {
                view! { <p class="muted">{t("Таких кодов нет.", "There are no such codes.")}</p> }.into_any()
            } else {
                view! {
                    <DataTable label=t("Коды пула", "Codes of the pool") columns cards=true>
                        {rows}
                    </DataTable>
                }
                    .into_any()
            }}
            {next}
            {files}
        </Section>
    }
    .into_any()
}

fn row(code: PoolCodeView, zone: &Zone) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let PoolCodeView { code, pool: _, state, made_at, owner, given_at, redeemed_by, redeemed_by_customer: _, redeemed_at } = code;
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    let when = redeemed_at.or(given_at).unwrap_or(made_at);
    view! {
        <tr>
            <td class="cell-name">
                <a href=format!("{CODE}?code={}", escape(&code))>{code.clone()}</a>
            </td>
            <td>{words::state(state).get(language)}</td>
            <td data-label=t("Кому выдан", "Given to")>{or_dash(owner)}</td>
            <td data-label=t("Чем погашен", "Redeemed by")>{or_dash(redeemed_by)}</td>
            <td data-label=t("Когда", "When")>{words::time(zone, when)}</td>
        </tr>
    }
    .into_any()
}

/// Customers notice it: it is asked for by naming the number.
fn switch(pool: &PoolView, action: ServerAction<SwitchPool>) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let (live, off) = (pool.free + pool.given, pool.off);
    let form = |active: bool, button: String| {
        let id = pool.id.clone();
        view! {
            <ActionForm action>
                <input type="hidden" name="pool" value=id />
                <input type="hidden" name="active" value=active.to_string() />
                <button type="submit" disabled=move || action.pending().get()>
                    {button}
                </button>
            </ActionForm>
        }
    };
    let turn_off = (live > 0).then(|| {
        let number = words::grouped(live);
        let text = language.pick(
            format!("Перестанут действовать непогашенные коды: {number}. Выданные покупателям — тоже. Их можно включить снова."),
            format!(
                "Codes that nobody redeemed stop working: {number}, those given to customers too. They can be switched on again."
            ),
        );
        view! {
            <details>
                <summary>{t("Выключить все непогашенные коды…", "Switch off all codes that nobody redeemed…")}</summary>
                <p>{text}</p>
                {form(false, language.pick(format!("Выключить кодов: {number}"), format!("Switch off {number} codes")))}
            </details>
        }
    });
    let turn_on = (off > 0).then(|| {
        let number = words::grouped(off);
        form(true, language.pick(format!("Включить снова кодов: {number}"), format!("Switch on {number} codes again")))
    });
    if turn_off.is_none() && turn_on.is_none() {
        return ().into_any();
    }
    view! {
        <Section id="section-switch" title=t("Выключить и включить", "Switch off and on")>
            {turn_off}
            {turn_on}
            {move || refusal(action.value().get())}
        </Section>
    }
    .into_any()
}
