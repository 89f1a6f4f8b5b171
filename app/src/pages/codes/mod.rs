//! Codes: pools, what is in them, and one code's history.

mod code;
mod generate;
mod jobs;
mod pool;
mod upload;
mod words;

pub use code::page as code;
pub use pool::page as pool;

use contract::{Permission, views::PoolView};
use leptos::{form::ActionForm, prelude::*};

use crate::{
    api::{self, codes::CreatePool, shell::Shell},
    components::{DataTable, NothingYet, PageHeader, loaded},
    editor::Section,
    error::AppError,
    local_path::escape,
    preferences::{use_language, use_texts},
};

const PATH: &str = "/codes";
const CODE: &str = "/find/code";

pub fn list() -> AnyView {
    let t = use_texts();
    let pools = Resource::new(|| (), |()| api::codes::list_pools());
    view! {
        <PageHeader
            title=t("Промокоды", "Codes").to_owned()
            intro=t(
                "Пулы одноразовых кодов: сгенерировать, загрузить, выгрузить, выключить. Общий код задаётся прямо в акции.",
                "Pools of codes that work once: make, import, export, switch off. A shared code is set in the promotion itself.",
            ).to_owned()
        />
        {loaded(pools, |pools, shell| contents(pools, &shell))}
    }
    .into_any()
}

fn contents(pools: Vec<PoolView>, shell: &Shell) -> AnyView {
    let t = use_texts();
    let publishes = shell.allows(Permission::Publish);
    let table = if pools.is_empty() {
        let purpose = t(
            "Здесь появятся пулы кодов: каждый код пула срабатывает один раз. Пул выбирают в акции или в личном предложении.",
            "Pools of codes appear here: each code of a pool works once. A promotion or a personal offer names its pool.",
        );
        view! { <NothingYet text=purpose /> }.into_any()
    } else {
        let columns = vec![
            t("Пул", "Pool"),
            t("Всего", "All"),
            t("Свободно", "Free"),
            t("Выдано", "Given"),
            t("Погашено", "Redeemed"),
            t("Выключено", "Off"),
        ];
        let rows: Vec<_> = pools.into_iter().map(row).collect();
        view! {
            <DataTable label=t("Пулы кодов", "Pools of codes") columns cards=true>
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        {publishes.then(|| find_form(String::new()))}
        {table}
        {publishes.then(new_pool)}
    }
    .into_any()
}

fn row(pool: PoolView) -> AnyView {
    let t = use_texts();
    let PoolView { id, total, free, given, redeemed, off } = pool;
    let path = format!("{PATH}/{}", escape(&id));
    view! {
        <tr>
            <td class="cell-name">
                <a href=path>{id}</a>
            </td>
            <td class="cell-number" data-label=t("Всего", "All")>{words::grouped(total)}</td>
            <td class="cell-number" data-label=t("Свободно", "Free")>{words::grouped(free)}</td>
            <td class="cell-number" data-label=t("Выдано", "Given")>{words::grouped(given)}</td>
            <td class="cell-number" data-label=t("Погашено", "Redeemed")>{words::grouped(redeemed)}</td>
            <td class="cell-number" data-label=t("Выключено", "Off")>{words::grouped(off)}</td>
        </tr>
    }
    .into_any()
}

/// Any code, of a pool or shared.
fn find_form(code: String) -> AnyView {
    let t = use_texts();
    view! {
        <form method="GET" action=CODE class="search-form" role="search">
            <input
                type="search"
                name="code"
                aria-label=t("Найти код целиком", "Find a whole code")
                placeholder=t("Код целиком", "A whole code")
                value=code
                required
            />
            <button type="submit">{t("Найти код", "Find the code")}</button>
        </form>
    }
    .into_any()
}

fn new_pool() -> AnyView {
    let t = use_texts();
    let action = ServerAction::<CreatePool>::new();
    view! {
        <Section id="section-new" title=t("Новый пул", "New pool")>
            <ActionForm action>
                <div class="field">
                    <label for="pool">{t("Идентификатор", "Id")}</label>
                    <input type="text" id="pool" name="pool" maxlength="64" pattern="[A-Za-z0-9._\\-]+" autocapitalize="none" spellcheck="false" required />
                    <p class="field-hint">{t("Латинские буквы, цифры и «.», «_», «-».", "Latin letters, digits and “.”, “_”, “-”.")}</p>
                </div>
                {move || refusal(action.value().get())}
                <button type="submit" class="button-primary" disabled=move || action.pending().get()>
                    {t("Создать пул", "Make the pool")}
                </button>
            </ActionForm>
        </Section>
    }
    .into_any()
}

/// What is wrong with what was just sent.
fn refusal(answer: Option<Result<(), AppError>>) -> Option<AnyView> {
    let language = use_language();
    let error = answer?.err()?;
    let problems = error.problems().iter().map(|problem| problem.message(language).to_owned()).collect::<Vec<_>>();
    let text = if problems.is_empty() { error.message(language) } else { problems.join(". ") };
    Some(view! { <p class="field-error" role="alert">{text}</p> }.into_any())
}
