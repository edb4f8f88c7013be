//! What is generated comes to the disk whole, and takes nothing that is not its own.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_generator::Files;
use counterpart_generator::write::{check, write};

/// An empty folder, taken away at the end.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("write-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn package(&self) -> PathBuf {
        self.0.join("pets")
    }

    /// Every file and folder below, by its path.
    fn all(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("one")) {
                let path = entry.path();
                let name = path.strip_prefix(&self.0).expect("it is below").display().to_string();
                found.push(name);
                if path.is_dir() {
                    open.push(path);
                }
            }
        }
        found.sort();
        found
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn files(texts: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in texts {
        files.insert(*path, *text);
    }
    files
}

#[test]
fn a_new_package_is_there_at_once_or_not_at_all() {
    let room = Room::new("new");
    let report = write(files(&[("Cargo.toml", "a"), ("src/lib.rs", "b")]), &room.package());
    let report = report.expect("it can be written");
    assert_eq!(report.written, [".generated", "Cargo.toml", "src/lib.rs"]);
    let whole = ["pets", "pets/.generated", "pets/Cargo.toml", "pets/src", "pets/src/lib.rs"];
    assert_eq!(room.all(), whole);

    // No file can be below a file.
    let broken = files(&[("src", "a"), ("src/lib.rs", "b")]);
    let other = room.0.join("deep/other");
    assert!(write(broken, &other).is_err());
    assert!(!other.exists());
    fs::remove_dir(room.0.join("deep")).expect("nothing is left in it");
}

#[test]
fn only_what_changed_is_written_and_only_what_is_ours_removed() {
    let room = Room::new("again");
    let first = files(&[("Cargo.toml", "a"), ("src/old/pet.rs", "b"), ("src/lib.rs", "c")]);
    write(first, &room.package()).expect("it can be written");
    fs::write(room.package().join("src/own.rs"), "mine").expect("a file");

    let second = || files(&[("Cargo.toml", "a"), ("src/lib.rs", "d")]);
    let planned = check(second(), &room.package()).expect("it can be read");
    assert_eq!(planned.written, [".generated", "src/lib.rs"]);
    assert_eq!(
        (planned.unchanged, planned.removed.as_slice()),
        (1, ["src/old/pet.rs".to_owned()].as_slice())
    );
    assert!(room.package().join("src/old/pet.rs").exists(), "a check writes nothing");

    assert_eq!(write(second(), &room.package()).expect("it can be written"), planned);
    let left = [
        "pets",
        "pets/.generated",
        "pets/Cargo.toml",
        "pets/src",
        "pets/src/lib.rs",
        "pets/src/own.rs",
    ];
    assert_eq!(room.all(), left);
    assert!(check(second(), &room.package()).expect("it can be read").is_fresh());
}

#[test]
fn what_stands_stays_where_a_write_fails() {
    let room = Room::new("fails");
    write(files(&[("Cargo.toml", "old")]), &room.package()).expect("it can be written");
    fs::write(room.package().join("src"), "a file in the way").expect("a file");
    let result = write(files(&[("Cargo.toml", "new"), ("src/lib.rs", "b")]), &room.package());
    assert!(result.is_err());
    assert_eq!(fs::read_to_string(room.package().join("Cargo.toml")).expect("it stands"), "old");
    assert_eq!(room.all(), ["pets", "pets/.generated", "pets/Cargo.toml", "pets/src"]);
}

#[test]
fn what_a_killed_run_left_is_not_taken_for_the_package() {
    let room = Room::new("killed");
    fs::create_dir(room.0.join(".pets.new")).expect("a folder");
    fs::write(room.0.join(".pets.new/half.rs"), "fn").expect("a file");
    write(files(&[("Cargo.toml", "a")]), &room.package()).expect("it can be written");
    let all = [".pets.new", ".pets.new/half.rs", "pets", "pets/.generated", "pets/Cargo.toml"];
    assert_eq!(room.all(), all);
}
