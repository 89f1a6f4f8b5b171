use leptos::prelude::*;

/// A table that scrolls sideways where it does not fit, also by keyboard. Children are the rows.
#[component]
pub fn DataTable(
    /// What the table is, for those who listen.
    #[prop(into)]
    label: String,
    columns: Vec<&'static str>,
    /// On a narrow screen each row is a card: its cells below one another, with their `data-label` where they need one.
    #[prop(optional)]
    cards: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=label tabindex="0">
            <table class:cards=cards>
                <thead>
                    <tr>{columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
