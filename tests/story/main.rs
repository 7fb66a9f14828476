//! Stories about the whole program: take these records, change this fact, build, expect these files and
//! findings. One binary, because the engine is in it.

mod adoption;
mod bad_input;
mod beginning;
mod changes;
mod command_line;
mod every_finding;
mod forms;
mod hostile_text;
mod house;
mod lawyer;
mod pages;
mod partner_list;
mod published;
mod regeneration;
mod shapes;
mod shards;
mod slips_in_templates;
mod standards;
mod surviving;
mod told_at_once;
mod watching;
mod what_a_fault_stops;
mod workshop;
