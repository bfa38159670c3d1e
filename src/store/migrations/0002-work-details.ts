import type { Migration } from '../migration.ts';

/**
 * What work is sorted by and what belongs to it: areas, teams, acceptance criteria, links and recorded time. Projects that
 * are there already get the root area and the work types that new ones are made with.
 */
export const workDetails: Migration = {
  number: 2,
  name: 'work details',
  statements: ({ int, real, text }) => {
    const stamps = `version ${int} NOT NULL, created_at ${int} NOT NULL, created_by ${int} NOT NULL,
      updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      FOREIGN KEY (org_id, created_by) REFERENCES organization_member (org_id, person_id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id)`;
    const ofProject = `project_id ${int} NOT NULL`;
    const ofItem = `item_id ${int} NOT NULL`;
    const projectKey = 'FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id)';
    const itemKey = 'FOREIGN KEY (org_id, item_id) REFERENCES item (org_id, id)';
    const counters = ['area', 'team', 'criterion', 'item_link', 'time_entry', 'work_type'];
    return [
      ...counters.map((name) => `ALTER TABLE organization_counter ADD COLUMN ${name} ${int} NOT NULL DEFAULT 0`),
      `CREATE TABLE area (
        org_id ${int} NOT NULL, id ${int} NOT NULL, ${ofProject}, parent_id ${int}, title ${text} NOT NULL,
        sequence ${int} NOT NULL, path ${text} NOT NULL, tree_key ${text} NOT NULL, ${stamps},
        PRIMARY KEY (org_id, id), ${projectKey}, FOREIGN KEY (org_id, parent_id) REFERENCES area (org_id, id))`,
      'CREATE INDEX area_of_project ON area (org_id, project_id, tree_key)',
      'CREATE UNIQUE INDEX area_root ON area (org_id, project_id) WHERE parent_id IS NULL',
      'CREATE INDEX area_of_parent ON area (org_id, parent_id, sequence)',
      `CREATE TABLE team (
        org_id ${int} NOT NULL, id ${int} NOT NULL, ${ofProject}, title ${text} NOT NULL, ${stamps},
        PRIMARY KEY (org_id, id), ${projectKey})`,
      'CREATE INDEX team_of_project ON team (org_id, project_id, id)',
      `CREATE TABLE criterion (
        org_id ${int} NOT NULL, id ${int} NOT NULL, ${ofItem}, title ${text} NOT NULL, description ${text},
        status ${text} NOT NULL, ${stamps}, PRIMARY KEY (org_id, id), ${itemKey})`,
      'CREATE INDEX criterion_of_item ON criterion (org_id, item_id, id)',
      `CREATE TABLE item_link (
        org_id ${int} NOT NULL, id ${int} NOT NULL, ${ofItem}, title ${text} NOT NULL, url ${text} NOT NULL, ${stamps},
        PRIMARY KEY (org_id, id), ${itemKey})`,
      'CREATE INDEX item_link_of_item ON item_link (org_id, item_id, id)',
      `CREATE TABLE work_type (
        org_id ${int} NOT NULL, id ${int} NOT NULL, ${ofProject}, title ${text} NOT NULL, sequence ${int} NOT NULL,
        PRIMARY KEY (org_id, id), UNIQUE (org_id, project_id, title), ${projectKey})`,
      `CREATE TABLE time_entry (
        org_id ${int} NOT NULL, id ${int} NOT NULL, ${ofItem}, person_id ${int} NOT NULL, work_type_id ${int} NOT NULL,
        day ${text} NOT NULL, week ${int} NOT NULL, hours ${real} NOT NULL CHECK (hours >= 0), note ${text}, ${stamps},
        PRIMARY KEY (org_id, id), ${itemKey},
        FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id),
        FOREIGN KEY (org_id, work_type_id) REFERENCES work_type (org_id, id))`,
      'CREATE INDEX time_entry_of_item ON time_entry (org_id, item_id, id)',

      // SQLite adds no keys of two columns to a table that is there; whoever removes an area or a team lets go of its items.
      `ALTER TABLE item ADD COLUMN area_id ${int}`,
      `ALTER TABLE item ADD COLUMN team_id ${int}`,
      `ALTER TABLE item ADD COLUMN estimate_low ${real}`,
      `ALTER TABLE item ADD COLUMN estimate_high ${real}`,
      `ALTER TABLE item ADD COLUMN backlog_priority ${real}`,
      `ALTER TABLE item ADD COLUMN custom ${text} NOT NULL DEFAULT '{}'`,
      'CREATE INDEX item_of_area ON item (org_id, area_id) WHERE area_id IS NOT NULL',
      'CREATE INDEX item_of_team ON item (org_id, team_id) WHERE team_id IS NOT NULL',

      `INSERT INTO area (org_id, id, project_id, parent_id, title, sequence, path, tree_key, version,
          created_at, created_by, updated_at, updated_by)
        SELECT org_id, row_number() OVER (PARTITION BY org_id ORDER BY id), id, NULL, title, 0, '', '', 1,
          created_at, created_by, created_at, created_by
        FROM project`,
      `INSERT INTO work_type (org_id, id, project_id, title, sequence)
        SELECT p.org_id, row_number() OVER (PARTITION BY p.org_id ORDER BY p.id, given.sequence), p.id, given.title,
          given.sequence
        FROM project AS p
        CROSS JOIN (SELECT 0 AS sequence, 'Billable' AS title UNION ALL SELECT 1, 'Non-Billable') AS given`,
      `UPDATE organization_counter SET
        area = (SELECT count(*) FROM area WHERE area.org_id = organization_counter.org_id),
        work_type = (SELECT count(*) FROM work_type WHERE work_type.org_id = organization_counter.org_id)`,
    ];
  },
};
