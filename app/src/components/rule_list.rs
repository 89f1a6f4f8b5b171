//! The list of one kind of things that are published.

use contract::{
    Permission, RuleKind,
    views::{Page, RuleRow},
};
use engine::Text;
use leptos::prelude::*;

use crate::{
    api::{self, shell::Shell},
    components::{DataTable, ListQuery, NothingMatches, NothingYet, PageHeader, Pager, PhaseBadge, SearchForm, loaded},
    local_path::escape,
    preferences::{use_language, use_texts},
    use_shell,
};

/// How a kind of things is listed.
#[derive(Debug, Clone, Copy)]
pub struct RuleList {
    pub kind: RuleKind,
    /// Of the list; a thing is found below it by its id.
    pub path: &'static str,
    /// Where a new one is made.
    pub new_path: &'static str,
    pub title: Text,
    pub intro: Text,
    /// On the button that makes one.
    pub new_label: Text,
    /// What such a thing is for, where there is none yet.
    pub purpose: Text,
}

impl RuleList {
    pub fn view(self) -> AnyView {
        let language = use_language();
        let query = ListQuery::current();
        let page = Resource::new(move || query.get().input(), move |input| api::rules::list_rules(self.kind, input));
        view! {
            <PageHeader title=self.title.get(language).to_owned() intro=self.intro.get(language).to_owned()>
                <NewButton list=self />
            </PageHeader>
            <SearchForm path=self.path query with_status=self.kind.has_status() />
            {loaded(page, move |page, shell| self.page(page, &query.get_untracked(), &shell))}
        }
        .into_any()
    }

    fn page(self, page: Page<RuleRow>, query: &ListQuery, shell: &Shell) -> AnyView {
        let language = use_language();
        if page.nothing_yet {
            let new = shell.allows(Permission::Edit).then(|| view! { <NewLink list=self /> });
            return view! { <NothingYet text=self.purpose.get(language)>{new}</NothingYet> }.into_any();
        }
        if page.rows.is_empty() {
            return view! { <NothingMatches path=self.path /> }.into_any();
        }
        let rows: Vec<_> = page.rows.into_iter().map(|row| self.row(row)).collect();
        view! {
            <DataTable label=self.title.get(language) columns=self.columns()>
                {rows}
            </DataTable>
            <Pager path=self.path query=query.clone() total=page.total page=page.page pages=page.pages />
        }
        .into_any()
    }

    fn columns(self) -> Vec<&'static str> {
        let t = use_texts();
        let mut columns = vec![t("Название", "Name"), t("Что делает", "What it does"), t("Статус", "Status")];
        if self.kind.has_status() {
            columns.push(t("Период", "Period"));
        } else {
            columns.push(t("Где используется", "Used in"));
        }
        columns.push(t("Изменено", "Changed"));
        columns
    }

    fn row(self, row: RuleRow) -> AnyView {
        let t = use_texts();
        let RuleRow { id, name, sentence, phase, period, codes, used_in, unpublished, changed_at, changed_by } = row;
        let when_or_where = if !self.kind.has_status() {
            if used_in.is_empty() { "—".to_owned() } else { used_in.join(", ") }
        } else if period.is_empty() {
            t("всегда", "always").to_owned()
        } else {
            period
        };
        let codes: Vec<_> = codes.into_iter().map(|code| view! { <code>{code}</code> }).collect();
        view! {
            <tr>
                <td class="cell-name">
                    <a href=format!("{}/{}", self.path, escape(&id))>{name}</a>
                    <span class="cell-id">{id}</span>
                </td>
                <td class="cell-sentence">{sentence} {codes}</td>
                <td class="cell-badges">
                    <PhaseBadge phase unpublished />
                </td>
                <td>{when_or_where}</td>
                <td class="cell-change">
                    <span>{changed_at}</span>
                    <span class="muted">{changed_by}</span>
                </td>
            </tr>
        }
        .into_any()
    }
}

/// Only for those who may make one.
#[component]
fn NewButton(list: RuleList) -> impl IntoView {
    let shell = use_shell();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let allowed = shell.await.is_ok_and(|shell| shell.allows(Permission::Edit));
                allowed.then(|| view! { <NewLink list /> })
            })}
        </Transition>
    }
}

#[component]
fn NewLink(list: RuleList) -> impl IntoView {
    let language = use_language();
    view! {
        <a class="button button-primary" href=list.new_path>
            {list.new_label.get(language)}
        </a>
    }
}
