//! Segments: IMSHOP's, found in its requests, and our own lists.

use contract::{
    Permission,
    views::{Page, SegmentRow},
};
use engine::Text;
use leptos::prelude::*;
use serde_json::json;

use crate::{
    api::{self, shell::Shell},
    components::{DataTable, ListQuery, NewLink, NothingMatches, NothingYet, PageHeader, Pager, SearchForm, loaded},
    editor::{self, Editor, IdsText, Section, Thing, id_field},
    local_path::escape,
    preferences::use_texts,
    rule_form::{Path, field_view},
};

const PATH: &str = "/segments";
const NEW: &str = "/new/segment";
const NEW_LABEL: Text = Text::new("Новый список", "New list");

pub fn list() -> AnyView {
    let t = use_texts();
    let query = ListQuery::current();
    let page = Resource::new(move || query.get().input(), api::segments::list_segments);
    view! {
        <PageHeader
            title=t("Сегменты", "Segments").to_owned()
            intro=t(
                "Группы покупателей: сегменты IMSHOP появляются сами, свои списки можно вставить.",
                "Groups of customers: IMSHOP’s appear by themselves, your own lists can be pasted.",
            ).to_owned()
        >
            <NewLink path=NEW label=NEW_LABEL />
        </PageHeader>
        <SearchForm path=PATH query />
        {loaded(page, move |page, shell| table(page, &query.get_untracked(), &shell))}
    }
    .into_any()
}

fn table(page: Page<SegmentRow>, query: &ListQuery, _: &Shell) -> AnyView {
    let t = use_texts();
    if page.nothing_yet {
        let purpose = t(
            "Сегменты IMSHOP появятся здесь после первого запроса от приложения. Свой список покупателей можно вставить сейчас.",
            "IMSHOP’s segments appear here after the app’s first request. A list of customers of your own can be pasted now.",
        );
        return view! {
            <NothingYet text=purpose>
                <NewLink path=NEW label=NEW_LABEL />
            </NothingYet>
        }
        .into_any();
    }
    if page.rows.is_empty() {
        return view! { <NothingMatches path=PATH /> }.into_any();
    }
    let columns = vec![
        t("Название", "Name"),
        t("Откуда", "Origin"),
        t("Покупателей", "Customers"),
        t("Где используется", "Used in"),
        t("Последний раз", "Last seen"),
    ];
    let rows: Vec<_> = page.rows.into_iter().map(row).collect();
    view! {
        <DataTable label=t("Сегменты", "Segments") columns cards=true>
            {rows}
        </DataTable>
        <Pager path=PATH query=query.clone() total=page.total page=page.page pages=page.pages />
    }
    .into_any()
}

fn row(row: SegmentRow) -> AnyView {
    let t = use_texts();
    let SegmentRow { id, name, seen, customers, used_in, last_seen } = row;
    let origin = if seen { t("IMSHOP", "IMSHOP") } else { t("Свой список", "Own list") };
    let title = if name.is_empty() { id.clone() } else { name };
    let or_dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    view! {
        <tr>
            <td class="cell-name">
                <a href=format!("{PATH}/{}", escape(&id))>{title}</a>
                <span class="cell-id">{id}</span>
            </td>
            <td>{origin}</td>
            <td class="cell-number" data-label=t("Покупателей", "Customers")>{customers}</td>
            <td data-label=t("Где используется", "Used in")>{or_dash(used_in.join(", "))}</td>
            <td data-label=t("Последний раз", "Last seen")>{or_dash(last_seen)}</td>
        </tr>
    }
    .into_any()
}

pub fn edit() -> AnyView {
    editor::open(Thing::Segment, Text::new("Новый список покупателей", "New list of customers"), || json!({}), body)
}

fn body(editor: Editor, shell: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    let sees_customers = shell.allows(Permission::Publish) || editor.version().is_none();
    let customers = if sees_customers {
        view! {
            <IdsText
                form
                key="customers"
                label=t("Покупатели", "Customers")
                hint=t(
                    "Идентификаторы из вашей системы: по одному в строке или через запятую. Можно вставить столбец из таблицы.",
                    "Ids of your system: one a line, or separated by commas. A column of a spreadsheet can be pasted.",
                )
            />
        }
        .into_any()
    } else {
        let text = t(
            "Кто в списке — персональные данные: их видит публикатор. При сохранении список не изменится.",
            "Who is in the list is personal data: publishers see it. Saving does not change the list.",
        );
        view! { <p class="field-hint">{text}</p> }.into_any()
    };
    view! {
        <Section id="section-segment" title=t("Сегмент", "The segment")>
            {field_view(form, Thing::Segment.field("name"), &Path::root())}
            {id_field(editor, t("По нему условия и предложения узнают сегмент.", "Conditions and offers know the segment by it."))}
        </Section>
        <Section id="section-customers" title=t("Кто в нём", "Who is in it")>
            {customers}
        </Section>
    }
    .into_any()
}
