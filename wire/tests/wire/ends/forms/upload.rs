//! A form as the generator writes one.

use counterpart_wire::multipart::{File, Form, FormReader, FormWriter};
use counterpart_wire::{Json, Nullable, Report};

/// A form with a field of every kind.
#[derive(Debug, PartialEq, Default)]
pub(super) struct Upload {
    pub(super) title: String,
    pub(super) count: Option<i64>,
    pub(super) note: Nullable<String>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) meta: Option<Json>,
    pub(super) metas: Option<Vec<Json>>,
    pub(super) table: Option<Vec<Vec<i64>>>,
    pub(super) file: File,
    pub(super) cover: Option<File>,
    pub(super) more: Vec<File>,
}

impl Form for Upload {
    fn write(self, to: &mut FormWriter) {
        to.field("title", &self.title);
        to.optional("count", &self.count);
        to.nullable("note", &self.note);
        to.optional("tags", &self.tags);
        to.optional("meta", &self.meta);
        to.optional("metas", &self.metas);
        to.optional("table", &self.table);
        to.file("file", self.file);
        to.optional_file("cover", self.cover);
        to.files("more", self.more);
    }

    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self> {
        let title = from.required("title", report);
        let count = from.optional("count", report);
        let note = from.nullable("note", report);
        let tags = from.optional("tags", report);
        let meta = from.optional("meta", report);
        let metas = from.optional("metas", report);
        let table = from.optional("table", report);
        let file = from.file("file", report);
        let cover = from.optional_file("cover", report);
        let more = from.files("more", report);
        Some(Self {
            title: title?,
            count: count?,
            note: note?,
            tags: tags?,
            meta: meta?,
            metas: metas?,
            table: table?,
            file: file?,
            cover: cover?,
            more: more?,
        })
    }
}
