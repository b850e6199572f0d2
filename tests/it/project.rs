//! A small project in a temporary folder: a few invented pages, their index, and a `pipelines` folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use drawdown::stages::config::Config;
use drawdown::stages::progress::Reporter;
use drawdown::stages::store::AllParts;
use drawdown::stages::{Options, Summary, extract, parse};
use drawdown::table::{Row, Source as _};

/// A row of `captures.csv`, and the file it names.
#[derive(Clone)]
pub struct Page {
    pub file: String,
    pub url: String,
    pub fetched_at: String,
    pub html: Vec<u8>,
}

impl Page {
    /// Page `number`, captured on the given day, with `words` in its text.
    pub fn new(number: usize, day: &str, words: &str) -> Self {
        let html = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Notice {number}</title></head><body><main><article>\
             <h1>Notice {number}</h1>\
             <p>The invented ministry said on Monday that notice number {number} concerns {words}, worth $5 million in all.</p>\
             <p>A second paragraph – with a dash and an é – says that the notice is kept so that readers can look it up later.</p>\
             </article></main></body></html>"
        );
        Self {
            file: format!("pages/{number}-{day}.html"),
            url: format!("https://news.example.org/notices/Article/{number}/"),
            fetched_at: format!("{day}T08:00:00Z"),
            html: html.into_bytes(),
        }
    }
}

/// So many pages, each of its own article.
pub fn pages(count: usize) -> Vec<Page> {
    (1..=count).map(|number| Page::new(number, "2024-03-01", "thirty trucks")).collect()
}

/// The folder; gone when dropped.
pub struct Project {
    home: tempfile::TempDir,
}

impl Project {
    /// A project without pages.
    pub fn new(captures_per_shard: usize) -> Self {
        let project = Self { home: tempfile::tempdir().unwrap() };
        let run = format!(
            "raw = [\"raw\"]\ndata = \"data\"\nas_of = 2025-01-31\ncaptures_per_shard = {captures_per_shard}\n\n[reconciliation]\ntolerance_percent = 5\n"
        );
        project.write("pipelines/run.toml", run.as_bytes());
        let site = "name = \"example\"\npublisher = \"Invented Ministry\"\nid_host = \"news.example.org\"\nhosts = [\"news.example.org\"]\n\
                    family = \"generic\"\narticle_id = ['/Article/(\\d+)']\n";
        project.write("pipelines/sources/example.toml", site.as_bytes());
        fs::create_dir_all(project.path("pipelines/lookups")).unwrap();
        if let Ok(lookups) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/lookups")) {
            for lookup in lookups.map(Result::unwrap) {
                fs::copy(lookup.path(), project.path("pipelines/lookups").join(lookup.file_name())).unwrap();
            }
        }
        fs::create_dir_all(project.path("raw")).unwrap();
        project
    }

    /// A project with pages in the folder `raw`.
    pub fn with_pages(captures_per_shard: usize, pages: &[Page]) -> Self {
        let project = Self::new(captures_per_shard);
        project.fill("raw", pages);
        project
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Writes pages and their index into a folder.
    pub fn fill(&self, folder: &str, pages: &[Page]) {
        let mut index = vec!["file,url,fetched_at".to_owned()];
        for page in pages {
            self.write(&format!("{folder}/{}", page.file), &page.html);
            index.push([page.file.as_str(), &page.url, &page.fetched_at].join(","));
        }
        self.write(&format!("{folder}/captures.csv"), (index.join("\n") + "\n").as_bytes());
    }

    /// Adds lines to the index of `raw`.
    pub fn list(&self, lines: &str) {
        let index = fs::read_to_string(self.path("raw/captures.csv")).unwrap();
        self.write("raw/captures.csv", (index + lines).as_bytes());
    }

    pub fn config(&self) -> Config {
        Config::load(&self.path("pipelines")).unwrap()
    }

    pub fn parse_with(&self, options: Options) -> Summary {
        parse::run(&self.config(), &options, &Reporter::silent()).unwrap()
    }

    pub fn parse(&self) -> Summary {
        self.parse_with(Options::default())
    }

    pub fn extract(&self) -> Summary {
        extract::run(&self.config(), &Options::default(), &Reporter::silent()).unwrap()
    }

    /// All rows of a table that is written in parts, sorted by key.
    pub fn rows<R: Row>(&self) -> Vec<R> {
        let mut rows = AllParts::new(&self.path("data")).give::<R>().unwrap();
        R::sort(&mut rows).unwrap();
        rows
    }

    /// All files of the data folder, by their path in it.
    pub fn outputs(&self) -> BTreeMap<String, Vec<u8>> {
        let mut outputs = BTreeMap::new();
        let mut folders = vec![self.path("data")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    let name = entry.path().strip_prefix(self.path("data")).unwrap().to_string_lossy().into_owned();
                    outputs.insert(name, fs::read(entry.path()).unwrap());
                }
            }
        }
        outputs
    }
}
