//! The timer of a connection.
//!
//! hyper asks for a sleep before the head of every request, and drops it when the head is there: nearly always at once. A
//! timer of the runtime for each would be put into its wheel and taken out again with every request. Here a connection has
//! one, which is set anew when it rings: once in a while, and not once per request.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use hyper::rt::{Sleep, Timer};

/// Of one connection: its sleeps follow each other, and each ends later than the one before.
#[derive(Debug, Clone, Default)]
pub struct Patience(Arc<Mutex<Option<Alarm>>>);

type Alarm = Pin<Box<tokio::time::Sleep>>;

impl Timer for Patience {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        Box::pin(Wait { patience: self.clone(), deadline })
    }
}

struct Wait {
    patience: Patience,
    deadline: Instant,
}

impl Sleep for Wait {}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let deadline = tokio::time::Instant::from_std(self.deadline);
        let mut alarm = self.patience.0.lock().unwrap_or_else(PoisonError::into_inner);
        let alarm = alarm.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        // An alarm that rings before our time was set for an earlier sleep.
        if alarm.deadline() > deadline {
            alarm.as_mut().reset(deadline);
        }
        loop {
            if alarm.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            if alarm.deadline() >= deadline {
                return Poll::Ready(());
            }
            alarm.as_mut().reset(deadline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_sleep_ends_at_its_own_time_and_not_at_that_of_one_before() {
        let timer = Patience::default();
        let start = Instant::now();
        ask_and_drop(timer.sleep(STEP)).await;
        timer.sleep_until(start + 4 * STEP).await;
        assert!(start.elapsed() >= 4 * STEP);
        timer.sleep_until(start + 5 * STEP).await;
        assert!(start.elapsed() >= 5 * STEP);
    }

    #[tokio::test]
    async fn an_earlier_sleep_is_not_kept_waiting_by_a_later_one() {
        let timer = Patience::default();
        ask_and_drop(timer.sleep(Duration::from_secs(3_600))).await;
        timer.sleep(STEP).await;
    }

    /// As hyper does with most of them.
    async fn ask_and_drop(mut sleep: Pin<Box<dyn Sleep>>) {
        std::future::poll_fn(|context| {
            let _ = sleep.as_mut().poll(context);
            Poll::Ready(())
        })
        .await;
    }
}
