//! The code that the customer typed (R14).

use super::{compiled::Rule, given::Given, outcome::Outcome};
use crate::{
    PoolCode, Promotion,
    quote::{CodeOutcome, CodeStatus, Suggestion},
    trace::CodeWanted,
};

impl<'a> Given<'a> {
    /// The rule's code that the customer typed, as the promotion or the pool spells it; else what is the matter with it.
    pub fn code_of(&self, rule: &Rule) -> Result<&'a str, CodeWanted> {
        let promotion = self.promotion(rule);
        if let Some(coded) = self.coded.iter().find(|coded| coded.promotion == rule.promotion) {
            return promotion.codes.get(coded.spelling).map(String::as_str).ok_or(CodeWanted::NotTyped);
        }
        match (self.pool_code, &promotion.code_pool) {
            (PoolCode::Found { pool, code, redeemed, owner }, Some(own)) if pool == own => {
                if owner.is_some() && owner.as_deref() != self.view(&[]).customer_id() {
                    Err(CodeWanted::NotTheirs)
                } else if *redeemed {
                    Err(CodeWanted::Redeemed)
                } else {
                    Ok(code)
                }
            }
            (PoolCode::Unknown, Some(_)) => Err(CodeWanted::Unknown),
            _ => Err(CodeWanted::NotTyped),
        }
    }

    /// None where no code was sent.
    pub fn code_outcome(&self, outcome: &Outcome<'_>) -> Option<CodeOutcome> {
        self.typed?;
        let behind = |rule: u32| Some(self.rule(rule)).filter(|rule| rule.coded).and_then(|rule| self.code_of(rule).ok());
        let applied = outcome.at_work.iter().find_map(|at_work| behind(at_work.rule));
        let status = if applied.is_some() { CodeStatus::Success } else { self.idle() };
        Some(CodeOutcome { status, applied: applied.map(str::to_owned) })
    }

    /// Why a code did nothing.
    fn idle(&self) -> CodeStatus {
        let compiled = &self.engine.compiled;
        let pool = match self.pool_code {
            PoolCode::Found { pool, .. } => compiled.pools.get(pool).map_or(&[][..], Vec::as_slice),
            PoolCode::Unknown if self.coded.is_empty() && !compiled.pools.is_empty() => return CodeStatus::NotRedeemable,
            PoolCode::Unknown | PoolCode::NotFound => &[],
        };
        if self.coded.is_empty() && pool.is_empty() {
            return CodeStatus::NotFound;
        }
        let promotion = |index: usize| &self.engine.ruleset.promotions[index];
        let shared = self.coded.iter().all(|coded| self.used_up(promotion(coded.promotion)).is_some());
        let of_pool = match self.pool_code {
            _ if pool.is_empty() => true,
            PoolCode::Found { owner: Some(owner), .. } if self.view(&[]).customer_id() != Some(owner) => false,
            PoolCode::Found { redeemed: true, .. } => true,
            _ => pool.iter().all(|&index| self.used_up(promotion(index)).is_some()),
        };
        if shared && of_pool { CodeStatus::AlreadyRedeemed } else { CodeStatus::NotRedeemable }
    }

    /// The code that the promotion suggests where nothing but the code is missing.
    pub fn suggestion(promotion: &Promotion) -> Option<Suggestion> {
        let (suggest, code) = (promotion.suggest.as_ref()?, promotion.codes.first()?);
        Some(Suggestion {
            code: code.clone(),
            title: suggest.title.clone(),
            description: suggest.description.clone(),
            long_description: suggest.long_description.clone(),
            until: promotion.ends_at,
        })
    }
}
