//! A thing while it is edited: what was typed, what was saved, what is wrong.

use contract::{
    RuleKind,
    inputs::{PublishInput, SaveInput},
    views::Phase,
};
use engine::{Language, Place, Problems, describe::check_object, problem::Problem, text::currency_sign};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::{changes, thing::Thing};
use crate::{
    api::{self, rules::Working, shell::Shell},
    error::AppError,
    rule_form::{Form, names_of},
};

/// What customers will see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Publish,
    Pause,
    Archive,
}

/// Everything that the parts of an editor share.
#[derive(Clone, Copy)]
pub struct Editor {
    pub thing: Thing,
    pub form: Form,
    /// The thing as it was loaded or saved last; its item is not kept here but in `saved`.
    pub working: RwSignal<Working>,
    /// The draft as it was loaded or saved last.
    pub saved: RwSignal<Value>,
    /// Why the last attempt failed.
    pub error: RwSignal<Option<AppError>>,
    /// The draft of the last attempt: what the server said of it counts while it is unchanged.
    attempted: RwSignal<Option<Value>>,
    pub busy: RwSignal<bool>,
}

impl Editor {
    /// For a thing that was loaded, or a new one.
    pub fn open(thing: Thing, working: Working, shell: &Shell, language: Language, read_only: bool) -> Self {
        let item = without_nulls(working.item.clone());
        let (draft, error, attempted) = (RwSignal::new(item.clone()), RwSignal::new(None), RwSignal::new(None));
        let form = Form {
            draft,
            problems: Signal::derive(move || {
                error.with(|error| {
                    attempted.with(|attempted| draft.with(|draft| problems(thing, error.as_ref(), attempted.as_ref(), draft)))
                })
            }),
            names: RwSignal::new(names_of(&working.names)),
            language,
            currency: StoredValue::new(currency_sign(&shell.view.currency).to_owned()),
            read_only,
        };
        Self {
            thing,
            form,
            working: RwSignal::new(working),
            saved: RwSignal::new(item),
            error,
            attempted,
            busy: RwSignal::new(false),
        }
    }

    /// None until it was saved for the first time.
    pub fn version(&self) -> Option<i64> {
        self.working.with(|working| working.version)
    }

    /// True where something was typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.form.draft.with(|draft| self.saved.with(|saved| draft != saved))
    }

    /// Its id, as typed or saved.
    pub fn id(&self) -> String {
        match self.thing {
            Thing::Rule(RuleKind::Settings) => contract::rule::SETTINGS_ID.to_owned(),
            thing => self.form.draft.with(|draft| draft[thing.id_key()].as_str().unwrap_or_default().to_owned()),
        }
    }

    /// What people call it; its id where it has no name.
    pub fn name(&self) -> String {
        let name = self.form.draft.with(|draft| draft["name"].as_str().unwrap_or_default().trim().to_owned());
        if name.is_empty() { self.id() } else { name }
    }

    /// Saves what was typed if it is not saved, and then publishes, pauses or archives exactly that.
    pub async fn run(self, act: Option<Act>) -> Result<(), AppError> {
        let draft = self.form.draft.get_untracked();
        self.attempted.set(Some(draft.clone()));
        self.error.set(None);
        if act.is_none_or(|act| act == Act::Publish) {
            check(self.thing, &draft).or(()).map_err(|problems| AppError(problems.into()))?;
            if untrack(|| self.is_dirty() || self.version().is_none()) {
                self.save(draft).await?;
            }
        }
        let (Some(act), Some(kind)) = (act, self.thing.rule()) else { return Ok(()) };
        let input = PublishInput { id: untrack(|| self.id()), version: untrack(|| self.version()).unwrap_or_default() };
        match act {
            Act::Publish => api::rules::publish_rule(kind, input).await?,
            Act::Pause => api::rules::pause_rule(kind, input).await?,
            Act::Archive => api::rules::archive_rule(kind, input).await?,
        };
        self.reload().await
    }

    async fn save(self, item: Value) -> Result<(), AppError> {
        let input = SaveInput { item, version: untrack(|| self.version()) };
        let saved = self.thing.save(input).await?;
        self.working.update(|working| working.version = Some(saved.version));
        self.form.edit(|draft| {
            if let (Value::Object(draft), false) = (draft, self.thing == Thing::Rule(RuleKind::Settings)) {
                draft.insert(self.thing.id_key().to_owned(), Value::String(saved.id));
            }
        });
        self.saved.set(self.form.draft.get_untracked());
        self.reload().await
    }

    /// Takes over what is saved, but nothing that was typed meanwhile is lost.
    async fn reload(self) -> Result<(), AppError> {
        let now = self.thing.load(untrack(|| self.id())).await?;
        let untouched = untrack(|| !self.is_dirty());
        self.error.set(None);
        self.attempted.set(None);
        let item = without_nulls(now.item.clone());
        if untouched && !self.form.draft.with_untracked(|draft| *draft == item) {
            self.form.draft.set(item.clone());
        }
        if untouched {
            self.saved.set(item);
        }
        self.working.set(now);
        Ok(())
    }

    /// After a conflict: what was typed, on top of what somebody else saved meanwhile. Nothing is saved by it.
    pub fn rebase(&self, theirs: Working) {
        let base = self.saved.get_untracked();
        let item = without_nulls(theirs.item.clone());
        self.form.draft.update(|draft| *draft = changes::rebase(&base, draft, &item));
        self.settle(item, theirs);
    }

    /// After a conflict: what somebody else saved, instead of what was typed.
    pub fn take_theirs(&self, theirs: Working) {
        let item = without_nulls(theirs.item.clone());
        self.form.draft.set(item.clone());
        self.settle(item, theirs);
    }

    fn settle(&self, item: Value, theirs: Working) {
        self.form.names.update(|names| names.extend(names_of(&theirs.names)));
        self.saved.set(item);
        self.working.set(theirs);
        self.error.set(None);
        self.attempted.set(None);
    }

    /// True where what is saved is what customers get.
    pub fn is_published(&self) -> bool {
        self.working
            .with(|working| !working.is_unpublished() && !matches!(working.phase, Phase::Draft | Phase::Paused | Phase::Archived))
    }
}

/// What is absent is not shown: the form tells it from what is empty.
fn without_nulls(item: Value) -> Value {
    match item {
        Value::Object(mut object) => {
            object.retain(|_, value| !value.is_null());
            Value::Object(object)
        }
        _ => Value::Object(Map::new()),
    }
}

/// What the one reader of the document says of what was typed.
fn check(thing: Thing, draft: &Value) -> Problems {
    let mut problems = Problems::default();
    check_object(thing.fields(), draft, &Place::root(), &[], &mut problems);
    problems
}

/// Problems to show, after the first attempt: those of what is typed now, and the server's where nothing was typed since.
fn problems(thing: Thing, error: Option<&AppError>, attempted: Option<&Value>, draft: &Value) -> Vec<Problem> {
    let Some(attempted) = attempted else { return Vec::new() };
    let mut problems = check(thing, draft).0;
    for problem in error.map(AppError::problems).unwrap_or_default() {
        let field = problem.place.split(['.', '[']).next().unwrap_or_default();
        let unchanged = field.is_empty() || attempted.get(field) == draft.get(field);
        if unchanged && !problems.iter().any(|known| known.place == problem.place) {
            problems.push(problem.clone());
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    const GIFTS: Thing = Thing::Rule(RuleKind::GiftOptions);

    fn said(places: &[&str]) -> AppError {
        let problems =
            places.iter().map(|place| Problem { place: (*place).to_owned(), ru: "нет".to_owned(), en: "no".to_owned() });
        AppError(contract::Error::invalid(Problems(problems.collect())))
    }

    fn places(error: &AppError, attempted: Option<&Value>, draft: &Value) -> Vec<String> {
        problems(GIFTS, Some(error), attempted, draft).into_iter().map(|problem| problem.place).collect()
    }

    #[test]
    fn nothing_is_wrong_before_the_first_attempt() {
        assert!(places(&said(&["name"]), None, &json!({})).is_empty());
    }

    #[test]
    fn what_the_server_said_counts_until_the_field_is_changed() {
        let attempted = json!({"id": "a", "name": "b", "options": [{"offer_id": "1"}]});
        let error = said(&["options[0].offer_id", "name"]);
        assert_eq!(places(&error, Some(&attempted), &attempted), ["options[0].offer_id", "name"]);
        let changed = json!({"id": "a", "name": "b", "options": [{"offer_id": "2"}]});
        assert_eq!(places(&error, Some(&attempted), &changed), ["name"]);
        let emptied = json!({"id": "a", "options": []});
        assert_eq!(places(&error, Some(&attempted), &emptied), ["name"]);
    }

    #[test]
    fn absent_is_not_shown() {
        assert_eq!(without_nulls(json!({"a": null, "b": 1})), json!({"b": 1}));
        assert_eq!(without_nulls(Value::Null), json!({}));
    }
}
