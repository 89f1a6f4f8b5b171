//! Publishing, pausing, archiving: a revision, a new ruleset, an audit row, in one transaction.

use contract::{ErrorCode, RuleKind, document::FORMAT, inputs::PublishInput, views::Saved};
use engine::{Moment, Place, Problem, Problems, Promotion, Status, describe::Reference};
use store::{NewRevision, Tx, WorkingCopy};

use super::{
    AnyRule, Published, Whose,
    published::{Thing, canonical},
};
use crate::{
    Actor, Error, Service,
    audit::{self, Told},
    calendar, input,
};

/// What a publisher does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Publish,
    Pause,
    Archive,
}

impl Change {
    const fn action(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Pause => "pause",
            Self::Archive => "archive",
        }
    }
}

impl Service {
    pub(super) async fn change(
        &self,
        kind: RuleKind,
        actor: &Actor,
        input: &PublishInput,
        change: Change,
    ) -> Result<Saved, Error> {
        let id = input::id(&input.id)?;
        let tx = self.inner.store.begin().await?;
        tx.lock_ruleset().await?;
        let copy = tx.working_copy(kind, id).await?.ok_or(ErrorCode::NotFound)?;
        if copy.version != input.version {
            return Err(ErrorCode::Conflict.into());
        }
        let mut published = Published::load(&tx).await?;
        let publication = Publication { tx: &tx, actor, action: change.action(), at: calendar::now() };
        let saved = |version| Saved { id: id.to_owned(), version };
        let version = match what(change, &copy, &published)? {
            What::Nothing => return Ok(saved(copy.version)),
            What::PutAway => publication.put_away(copy).await?,
            What::Revision(rule, status) => {
                let before = published.clone();
                published.set(rule.clone(), status);
                match change {
                    Change::Publish => may_be_published(&tx, &published, &rule).await?,
                    // What stops something must not fail for what was wrong before.
                    Change::Pause | Change::Archive => breaks_nothing(&before, &published, kind, id)?,
                }
                let version = publication.revise(copy, &rule, status, before.get(kind, id)).await?;
                publication.raise(&published).await?;
                version
            }
        };
        tx.commit().await?;
        self.inner.refresh_soon().await;
        Ok(saved(version))
    }
}

/// What a change comes to.
enum What {
    /// It is so already.
    Nothing,
    /// It was never published: there is nothing to take out of baskets.
    PutAway,
    /// This is published, with this status.
    Revision(AnyRule, Status),
}

fn what(change: Change, copy: &WorkingCopy, published: &Published) -> Result<What, Error> {
    let latest = published.get(copy.kind, &copy.id);
    Ok(match (change, latest) {
        (Change::Publish, Some(Thing { status: Status::Live, .. })) if copy.published_version == Some(copy.version) => {
            What::Nothing
        }
        (Change::Publish, _) => What::Revision(AnyRule::read(copy.kind, &copy.body)?, Status::Live),
        (Change::Pause, Some(thing)) if copy.kind.has_status() && thing.status == Status::Live => {
            What::Revision(thing.rule.clone(), Status::Paused)
        }
        (Change::Pause, _) => {
            return Err(input::problem(
                "status",
                "приостановить можно только то, что работает",
                "only what is live can be paused",
            ));
        }
        (Change::Archive, _) if copy.kind == RuleKind::Settings => {
            return Err(input::problem("status", "настройки нужны всегда", "there are always settings"));
        }
        (Change::Archive, _) if copy.status == Some(Status::Archived) => What::Nothing,
        (Change::Archive, Some(thing)) => What::Revision(thing.rule.clone(), Status::Archived),
        (Change::Archive, None) => What::PutAway,
    })
}

/// The whole ruleset must be in order, and what the thing names must have been published.
async fn may_be_published(tx: &Tx, published: &Published, rule: &AnyRule) -> Result<(), Error> {
    let Problems(mut problems) = never_published(tx, published, rule).await?;
    for Whose { thing, problem } in published.problems() {
        let own = thing.as_ref().is_some_and(|(kind, id)| *kind == rule.kind() && *id == rule.id());
        if !own {
            problems.push(of_another(published, thing, problem));
        } else if !problems.iter().any(|known| known.place == problem.place) {
            problems.push(problem);
        }
    }
    Ok(Problems(problems).or(())?)
}

/// Gift options and lanes that exist and are not published say so, instead of that they do not exist.
async fn never_published(tx: &Tx, published: &Published, rule: &AnyRule) -> Result<Problems, Error> {
    let mut problems = Problems::default();
    let AnyRule::Promotion(promotion) = rule else { return Ok(problems) };
    for (reference, id, place) in named(promotion) {
        let (kind, target) = match reference {
            Reference::GiftOptions => (RuleKind::GiftOptions, id.as_str()),
            Reference::Lane => (RuleKind::Settings, contract::rule::SETTINGS_ID),
            _ => continue,
        };
        let Some(copy) = tx.working_copy(kind, target).await? else { continue };
        match (AnyRule::read(kind, &copy.body)?, published.get(kind, target)) {
            (AnyRule::GiftOptions(options), None) => {
                let name = options.name;
                problems.add(
                    &place,
                    format!("подарки на выбор «{name}» ещё не опубликованы: сначала опубликуйте их"),
                    format!("the gift options “{name}” were never published: publish them first"),
                );
            }
            (AnyRule::GiftOptions(options), Some(Thing { status: Status::Archived, .. })) => {
                let name = options.name;
                problems.add(
                    &place,
                    format!("подарки на выбор «{name}» в архиве: опубликуйте их снова или выберите другие"),
                    format!("the gift options “{name}” are archived: publish them again, or choose others"),
                );
            }
            (AnyRule::Settings(settings), _) if settings.lanes.iter().any(|lane| lane.id == id) && !has_lane(published, &id) => {
                problems.add(
                    &place,
                    format!("полоса {id} есть только в неопубликованных настройках: сначала опубликуйте их"),
                    format!("the lane {id} is only in settings that are not published: publish them first"),
                );
            }
            _ => {}
        }
    }
    Ok(problems)
}

fn named(promotion: &Promotion) -> Vec<(Reference, String, Place)> {
    let mut named = Vec::new();
    promotion.visit_references(&Place::root(), &mut |reference, id, place| named.push((reference, id.to_owned(), place)));
    named
}

fn has_lane(published: &Published, id: &str) -> bool {
    published.ruleset().settings.lanes.iter().any(|lane| lane.id == id)
}

/// Pausing and archiving must not leave something live without what it needs.
fn breaks_nothing(before: &Published, after: &Published, kind: RuleKind, id: &str) -> Result<(), Error> {
    let known = before.problems();
    let new = after.problems().into_iter().filter(|whose| !known.contains(whose));
    let mut problems: Vec<_> = new.map(|Whose { thing, problem }| of_another(after, thing, problem)).collect();
    problems.extend(would_work_for_everybody(before, after, kind, id));
    Ok(Problems(problems).or(())?)
}

/// Without its group, a live promotion gives to every basket what customers were to choose.
fn would_work_for_everybody(before: &Published, after: &Published, kind: RuleKind, id: &str) -> Vec<Problem> {
    let Some(AnyRule::PromoGroup(group)) = before.get(kind, id).map(|thing| &thing.rule) else { return Vec::new() };
    let is_live =
        |promotion: &&String| after.get(RuleKind::Promotion, promotion).is_some_and(|thing| thing.status == Status::Live);
    let problem = |promotion: &String| {
        let name = after.name(RuleKind::Promotion, promotion);
        Problem::new(
            &Place::root().key("promotions"),
            format!("акция «{name}» работает и без группы досталась бы всем: сначала приостановите её"),
            format!("the promotion “{name}” is live and would work for everybody without the group: pause it first"),
        )
    };
    group.promotions.iter().filter(is_live).map(problem).collect()
}

/// A problem that is not the thing's own names whose it is.
pub(crate) fn of_another(published: &Published, thing: Option<(RuleKind, String)>, problem: Problem) -> Problem {
    let Some((kind, id)) = thing else { return problem };
    let Problem { place, ru, en } = problem;
    let name = published.name(kind, &id);
    let (of_ru, of_en) = match kind {
        RuleKind::Settings => ("Настройки".to_owned(), "Settings".to_owned()),
        RuleKind::GiftOptions => (format!("Подарки на выбор «{name}»"), format!("Gift options “{name}”")),
        RuleKind::Promotion => (format!("Акция «{name}»"), format!("Promotion “{name}”")),
        RuleKind::PromoGroup => (format!("Группа «{name}»"), format!("Promo group “{name}”")),
        RuleKind::PersonalOffer => (format!("Предложение «{name}»"), format!("Personal offer “{name}”")),
    };
    let at = if place.is_empty() { String::new() } else { format!(" ({place})") };
    Problem { place: String::new(), ru: format!("{of_ru}{at}: {ru}"), en: format!("{of_en}{at}: {en}") }
}

/// One publication under way, the ruleset locked.
pub(crate) struct Publication<'a> {
    pub tx: &'a Tx,
    pub actor: &'a Actor,
    /// As the audit log calls it.
    pub action: &'a str,
    pub at: Moment,
}

impl Publication<'_> {
    /// Stores the revision and what becomes of the working copy; its new version. Where the working copy says something
    /// else than what is published, it goes on saying so.
    pub(crate) async fn revise(
        &self,
        copy: WorkingCopy,
        rule: &AnyRule,
        status: Status,
        before: Option<&Thing>,
    ) -> Result<i64, Error> {
        let &Self { tx, actor, action, at } = self;
        let mut rule = rule.clone();
        rule.set_status(status);
        let mut working = AnyRule::read(copy.kind, &copy.body)?;
        working.set_status(status);
        let version = copy.version + 1;
        let of_version = if working == rule { version } else { copy.published_version.unwrap_or(version) };
        let body = rule.to_json()?;
        let (kind, id) = (copy.kind, copy.id.clone());
        let revision = NewRevision {
            kind,
            id: &id,
            version: of_version,
            status: Some(status),
            format: FORMAT,
            body: &body,
            at,
            by: &actor.name,
        };
        let revision = tx.add_revision(&revision).await?;
        let seen = copy.version;
        let mut copy = WorkingCopy { version, published_version: Some(of_version), published_revision: Some(revision), ..copy };
        working.write_to(&mut copy, status)?;
        (copy.changed_at, copy.changed_by) = (at, actor.name.clone());
        tx.update_working_copy(&copy, seen).await?;
        let was = before.map(|thing| thing.rule.to_json()).transpose()?;
        tx.audit(&audit::row(at, actor, action, kind.as_str(), &id).before(was).after(body)).await?;
        Ok(version)
    }

    /// Archives what was never published; its new version.
    pub(crate) async fn put_away(&self, mut copy: WorkingCopy) -> Result<i64, Error> {
        let &Self { tx, actor, action, at } = self;
        let (seen, was) = (copy.version, copy.body.clone());
        AnyRule::read(copy.kind, &copy.body)?.write_to(&mut copy, Status::Archived)?;
        (copy.version, copy.changed_at, copy.changed_by) = (seen + 1, at, actor.name.clone());
        tx.update_working_copy(&copy, seen).await?;
        let row = audit::row(at, actor, action, copy.kind.as_str(), &copy.id);
        tx.audit(&row.before(was).after(copy.body)).await?;
        Ok(copy.version)
    }

    /// Makes all of this the ruleset in force; its revision.
    pub(crate) async fn raise(&self, published: &Published) -> Result<i64, Error> {
        let (hash, body) = canonical(&published.ruleset())?;
        Ok(self.tx.raise_ruleset(&hash, &body, self.at, &self.actor.name).await?)
    }
}
