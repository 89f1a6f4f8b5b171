//! The real binary, as it is typed.
#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use testing::{TestStore, empty_store};

/// A folder and a database, both empty.
struct Shop {
    folder: TempDir,
    database: TestStore,
}

impl Shop {
    async fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: empty_store().await }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_podarok"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PODAROK_DATABASE_URL", self.database.url())
            .env("LANG", "en_GB.UTF-8");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn run_with_input(&self, args: &[&str], input: &str) -> Output {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Of a command that was refused: exit code 1, nothing on standard output.
fn refused(output: &Output) -> String {
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn document() -> Value {
    json!({ "podarok": 1,
        "products": [{"offer_id": "1", "name": "Чехол", "price": 1000.5}],
        "promotions": [{"id": "sale", "name": "Скидка", "status": "live", "effects": [{"kind": "percent_off", "percent": 10}]}] })
}

/// Errors of every kind: what cannot be read, what is not known, what is referred to and is not there.
const ERRORS: &str = r#"{"podarok": 1, "promotions": [
    {"id": "lost", "name": "Скидка", "status": "live", "lane": "nowhere", "effects": [{"kind": "percent_off", "percent": 10}]},
    {"id": "bad", "name": "Скидка", "effects": [{"kind": "percent_off", "percnt": 10}]}],
    "products": [{"offer_id": "1", "name": "x", "price": "дорого"}], "promo": []}"#;

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_printed_alone() {
    let shop = Shop::new().await;
    let password = out(&shop.run(&["user", "add", "anna", "--role", "editor"]));
    let key = out(&shop.run(&["key", "add", "imshop", "--for", "webhook"]));
    for secret in [&password, &key] {
        assert_eq!(secret.lines().count(), 1, "{secret:?}");
        assert!(secret.trim_end().len() >= 16 && !secret.trim_end().contains(char::is_whitespace), "{secret:?}");
    }
    let again = refused(&shop.run(&["user", "add", "anna", "--role", "editor"]));
    assert!(!again.is_empty());
    let other = out(&shop.run(&["key", "add", "bot", "--for", "api", "--role", "viewer"]));
    assert_ne!(key, other);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_can_be_imported_and_is_the_same() {
    let (shop, other) = (Shop::new().await, Shop::new().await);
    shop.write("shop.json", &document().to_string());
    assert_eq!(out(&shop.run(&["import", "shop.json"])), "");
    let exported = out(&shop.run(&["export"]));
    let read: Value = serde_json::from_str(&exported).unwrap();
    assert_eq!((&read["products"][0]["price"], &read["promotions"][0]["id"]), (&json!(1000.5), &json!("sale")));

    assert_eq!(out(&other.run_with_input(&["import", "-"], &exported)), "");
    assert_eq!(out(&other.run(&["export"])), exported);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_section_can_be_replaced() {
    let shop = Shop::new().await;
    shop.run_with_input(&["import", "-"], &document().to_string());
    let products = json!({"podarok": 1, "products": [{"offer_id": "2", "name": "Плёнка", "price": 1}]}).to_string();
    let ids = |exported: &str| -> Vec<String> {
        let document: Value = serde_json::from_str(exported).unwrap();
        document["products"].as_array().unwrap().iter().map(|product| product["offer_id"].to_string()).collect()
    };
    out(&shop.run_with_input(&["import", "-"], &products));
    assert_eq!(ids(&out(&shop.run(&["export"]))), ["\"1\"", "\"2\""]);
    refused(&shop.run_with_input(&["import", "-", "--replace", "prodcuts"], &products));
    out(&shop.run_with_input(&["import", "-", "--replace", "products"], &products));
    assert_eq!(ids(&out(&shop.run(&["export"]))), ["\"2\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_a_document_is_listed_and_nothing_is_imported() {
    let shop = Shop::new().await;
    let before = out(&shop.run(&["export"]));
    shop.write("errors.json", ERRORS);
    let imported = refused(&shop.run(&["import", "errors.json"]));
    let checked = refused(&shop.run(&["check", "errors.json"]));
    for listed in [&imported, &checked] {
        for place in ["promotions[0].lane", "promotions[1].effects[0].percnt", "products[0].price", "promo"] {
            assert!(listed.lines().any(|line| line.starts_with(&format!("{place}: "))), "{place} in\n{listed}");
        }
    }
    assert!(imported.ends_with("Nothing was imported.\n"), "{imported}");
    assert_eq!(out(&shop.run(&["export"])), before);

    let russian = refused(&shop.run(&["check", "errors.json", "--language", "ru"]));
    assert!(russian.contains("products[0].price: ") && russian != checked, "{russian}");
    let malformed = refused(&shop.run_with_input(&["check", "-"], "{\"podarok\": 1,\n oops}"));
    assert!(malformed.contains('2'), "the line: {malformed}");
    assert!(refused(&shop.run(&["check", "missing.json"])).contains("missing.json"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_without_errors_is_said_to_have_none() {
    let shop = Shop::new().await;
    let before = out(&shop.run(&["export"]));
    assert_eq!(out(&shop.run_with_input(&["check", "-"], &document().to_string())), "No errors.\n");
    assert_eq!(out(&shop.run(&["export"])), before, "checking imports nothing");
}

#[test]
fn checking_makes_no_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("shop.json"), document().to_string()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_podarok"));
    let output = command.args(["check", "shop.json"]).current_dir(folder.path()).env_clear().output().unwrap();
    assert_eq!(out(&output), "No errors.\n");
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["shop.json"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_are_not_known_are_told() {
    let shop = Shop::new().await;
    shop.write("podarok.toml", "lissen = \"127.0.0.1:1\"\n");
    let told = refused(&shop.run(&["export"]));
    assert_eq!(told, "podarok.toml: unknown setting `lissen`; did you mean `listen`?\n");
    let other = refused(&shop.run(&["export", "--config", "elsewhere.toml"]));
    assert!(other.contains("elsewhere.toml"), "{other}");

    shop.write("podarok.toml", "log = \"warn\"\n");
    let warned = shop.command(&["export"]).env("PODAROK_LISSEN", "127.0.0.1:1").output().unwrap();
    out(&warned);
    let log = String::from_utf8(warned.stderr).unwrap();
    assert!(log.contains("PODAROK_LISSEN") && log.contains("PODAROK_LISTEN"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flag_counts_before_a_variable_and_a_variable_before_the_file() {
    let shop = Shop::new().await;
    let nowhere = "sqlite:///no/such/folder/podarok.db";
    shop.write("podarok.toml", &format!("database_url = \"{nowhere}\"\n"));
    out(&shop.run(&["export"]));
    let told = refused(&shop.run(&["export", "--database-url", nowhere]));
    assert!(told.contains(nowhere), "{told}");
    let mut without_variable = shop.command(&["export"]);
    let told = refused(&without_variable.env_remove("PODAROK_DATABASE_URL").output().unwrap());
    assert!(told.contains(nowhere), "{told}");
    let help = String::from_utf8(
        shop.command(&["--help"]).env("PODAROK_DATABASE_URL", "postgres://u:secret@h/d").output().unwrap().stdout,
    );
    assert!(!help.unwrap().contains("secret"));
}

/// A server that ends with its test, however that ends.
struct Running {
    child: Child,
    address: String,
    printed: Arc<Mutex<String>>,
}

impl Running {
    async fn start(shop: &Shop, args: &[&str]) -> Self {
        Self::spawn(shop.command(&["serve"]).args(args)).await
    }

    async fn spawn(command: &mut Command) -> Self {
        let mut child = command.env("PODAROK_LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        let address = first.trim().rsplit(' ').next().unwrap().to_owned();
        let printed = Arc::new(Mutex::new(first));
        let all = Arc::clone(&printed);
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                *all.lock().unwrap() += &format!("{line}\n");
            }
        });
        let running = Self { child, address, printed };
        let ready = format!("{}/readyz", running.address);
        eventually(async || reqwest::get(&ready).await.is_ok_and(|response| response.status().is_success())).await;
        running
    }

    fn printed(&self) -> String {
        self.printed.lock().unwrap().clone()
    }

    async fn basket(&self, key: &str, body: String) -> (u16, Value) {
        let url = format!("{}/webhooks/imshop/basket", self.address);
        let response = reqwest::Client::new().post(url).bearer_auth(key).body(body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// As a service manager does.
    async fn terminate(mut self) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let mut ended = None;
        eventually(async || {
            ended = self.child.try_wait().unwrap();
            ended.is_some()
        })
        .await;
        assert_eq!(ended.and_then(|status| status.code()), Some(0));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

async fn eventually(mut done: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !done().await {
        assert!(started.elapsed() < Duration::from_secs(30), "it did not happen");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The word after a label, in what is printed at the first start.
fn value<'a>(printed: &'a str, label: &str) -> &'a str {
    let line = printed.lines().find_map(|line| line.trim().strip_prefix(label)).unwrap();
    line.trim()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_answers_the_printed_basket_with_a_discount_and_a_gift() {
    let shop = Shop::new().await;
    let server = Running::start(&shop, &["--demo"]).await;
    eventually(async || server.printed().contains("curl ")).await;
    let printed = server.printed();
    assert_eq!(value(&printed, "User"), "admin");
    assert!(value(&printed, "Password").len() >= 16);

    let curl = printed.lines().find(|line| line.starts_with("curl ")).unwrap();
    assert!(curl.contains(&format!("{}/webhooks/imshop/basket", server.address)), "{curl}");
    let key = value(&printed, "Webhook key");
    assert!(curl.contains(&format!("-H 'Authorization: Bearer {key}'")), "{curl}");
    let (_, body) = curl.split_once(" -d '").unwrap();
    let body = body.strip_suffix('\'').unwrap().replace(r"'\''", "'");

    let (status, answer) = server.basket(key, body).await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer["discount"].as_f64().unwrap() > 0.0, "{answer}");
    let gifts = answer["items"].as_array().unwrap().iter().filter(|item| item["gift"].as_f64().is_some_and(|gift| gift > 0.0));
    assert!(gifts.count() > 0, "{answer}");
    server.terminate().await;

    // Secrets are shown once.
    let again = Running::start(&shop, &["--demo"]).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(again.printed().lines().count(), 1, "{}", again.printed());
    again.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_added_beside_a_running_server_works() {
    let shop = Shop::new().await;
    let server = Running::start(&shop, &[]).await;
    let key = out(&shop.run(&["key", "add", "imshop", "--for", "webhook"]));
    let key = key.trim();
    eventually(async || server.basket(key, "{}".to_owned()).await.0 == 200).await;

    // And so does what is imported.
    out(&shop.run_with_input(&["import", "-"], &document().to_string()));
    let basket = json!({"items": [{"privateId": "1", "quantity": 1}]}).to_string();
    eventually(async || server.basket(key, basket.clone()).await.1["discount"] == json!(100.05)).await;
    server.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_watches_is_told_of_every_start() {
    let shop = Shop::new().await;
    let mut starts = Vec::new();
    for _ in 0..2 {
        let server = Running::spawn(shop.command(&["serve"]).env("PODAROK_DEV_RELOAD", "1")).await;
        let ask = async || reqwest::get(format!("{}/dev/build", server.address)).await.unwrap().text().await.unwrap();
        let start = ask().await;
        assert_eq!(start, ask().await);
        starts.push(start);
        server.terminate().await;
    }
    assert_ne!(starts[0], starts[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_are_imported_from_a_file_or_from_standard_input() {
    let shop = Shop::new().await;
    let wrong = "id,balance\nanna,5\nboris,x\nanna,7\n";
    let said = refused(&shop.run_with_input(&["customers", "import", "-"], wrong));
    assert_eq!(
        said,
        "line[3].balance: must be a whole number from 0 to 1000000000000\nline[4].id: is the same as in line 2\nNothing was imported.\n"
    );
    shop.write("customers.csv", "id;balance\nanna;5\n");
    for (args, said) in [
        (&["customers", "import", "customers.csv", "--dry-run"][..], "Nothing is wrong, rows: 1."),
        (&["customers", "import", "customers.csv"], "Imported customers: 1."),
    ] {
        let output = shop.run(args);
        assert!(output.status.success() && String::from_utf8_lossy(&output.stderr).contains(said), "{output:?}");
    }
    let exported: Value = serde_json::from_str(&out(&shop.run(&["export"]))).unwrap();
    assert_eq!(exported["customers"][0]["balance"], 5);
    assert!(refused(&shop.run(&["customers", "import", "nowhere.csv"])).contains("nowhere.csv"));
}
