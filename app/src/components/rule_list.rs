//! The list of one kind of things that are published.

use contract::{
    RuleKind,
    views::{Page, RuleRow},
};
use engine::Text;
use leptos::prelude::*;

use crate::{
    api,
    components::{DataTable, ListQuery, NewLink, NothingMatches, NothingYet, PageHeader, Pager, PhaseBadge, SearchForm, loaded},
    local_path::escape,
    preferences::{use_language, use_texts},
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
                <NewLink path=self.new_path label=self.new_label />
            </PageHeader>
            <SearchForm path=self.path query with_status=self.kind.has_status() />
            {loaded(page, move |page, _| self.page(page, &query.get_untracked()))}
        }
        .into_any()
    }

    fn page(self, page: Page<RuleRow>, query: &ListQuery) -> AnyView {
        let language = use_language();
        if page.nothing_yet {
            return view! {
                <NothingYet text=self.purpose.get(language)>
                    <NewLink path=self.new_path label=self.new_label />
                </NothingYet>
            }
            .into_any();
        }
        if page.rows.is_empty() {
            return view! { <NothingMatches path=self.path /> }.into_any();
        }
        let rows: Vec<_> = page.rows.into_iter().map(|row| self.row(row)).collect();
        view! {
            <DataTable label=self.title.get(language) columns=self.columns() cards=true>
                {rows}
            </DataTable>
            <Pager path=self.path query=query.clone() total=page.total page=page.page pages=page.pages />
        }
        .into_any()
    }

    fn columns(self) -> Vec<&'static str> {
        let t = use_texts();
        let mut columns = vec![t("Название", "Name"), t("Статус", "Status"), t("Что делает", "What it does")];
        match self.kind {
            RuleKind::Promotion | RuleKind::PersonalOffer => columns.push(t("Период", "Period")),
            RuleKind::GiftOptions => columns.push(t("Где используется", "Used in")),
            RuleKind::PromoGroup | RuleKind::Settings => {}
        }
        columns.push(t("Изменено", "Changed"));
        columns
    }

    /// What stands between what a thing does and who changed it.
    fn when_or_where(self, period: String, used_in: &[String]) -> Option<AnyView> {
        let t = use_texts();
        match self.kind {
            RuleKind::Promotion | RuleKind::PersonalOffer => {
                let period = if period.is_empty() { t("всегда", "always").to_owned() } else { period };
                Some(view! { <td>{period}</td> }.into_any())
            }
            RuleKind::GiftOptions => {
                let used_in = if used_in.is_empty() { "—".to_owned() } else { used_in.join(", ") };
                Some(view! { <td data-label=t("Где используется", "Used in")>{used_in}</td> }.into_any())
            }
            RuleKind::PromoGroup | RuleKind::Settings => None,
        }
    }

    fn row(self, row: RuleRow) -> AnyView {
        let RuleRow { id, name, sentence, phase, period, codes, used_in, unpublished, changed_at, changed_by } = row;
        let codes: Vec<_> = codes.into_iter().map(|code| view! { <code>{code}</code> }).collect();
        view! {
            <tr>
                <td class="cell-name">
                    <a href=format!("{}/{}", self.path, escape(&id))>{name}</a>
                    <span class="cell-id">{id}</span>
                </td>
                <td class="cell-badges">
                    <PhaseBadge phase unpublished />
                </td>
                <td class="cell-sentence">{sentence} {codes}</td>
                {self.when_or_where(period, &used_in)}
                <td class="cell-change">
                    <span>{changed_at}</span>
                    <span class="muted">{changed_by}</span>
                </td>
            </tr>
        }
        .into_any()
    }
}
