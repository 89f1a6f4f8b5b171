//! A part that can be absent altogether: a switch, and behind it its fields.

use engine::describe::{Field, FieldKind};
use leptos::prelude::*;
use serde_json::Value;

use super::{Form, Path, draft, field_view};

/// `label` says what is there when the switch is on; `fresh` is what the part begins with.
pub fn optional_view(form: Form, field: &Field, label: &'static str, fresh: fn() -> Value) -> AnyView {
    let path = Path::root().key(field.key);
    let value = form.value(&path);
    let on = Memo::new(move |_| value.with(Option::is_some));
    let (target, fields_at) = (path.clone(), path.clone());
    let fields = match field.kind {
        FieldKind::Object(fields) => fields,
        _ => &[],
    };
    let switch = move |wanted: bool| {
        form.edit(|root| match wanted {
            true => draft::set(root, &target, fresh()),
            false => draft::remove(root, &target),
        });
    };
    view! {
        <div class="field field-flag">
            <label>
                <input
                    type="checkbox"
                    id=path.control_id()
                    checked=on.get_untracked()
                    prop:checked=move || on.get()
                    on:change=move |event| switch(event_target_checked(&event))
                    disabled=form.read_only
                />
                <span>{label}</span>
            </label>
        </div>
        {move || {
            let drawn = || fields.iter().map(|field| field_view(form, field, &fields_at)).collect_view();
            on.get().then(|| view! { <div class="rule-fields">{drawn()}</div> })
        }}
    }
    .into_any()
}
