CREATE TABLE accounts (
	id UUID NOT NULL,
	login VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	roles JSON NOT NULL,
	password_hash VARCHAR,
	person_id UUID,
	built_in BOOLEAN NOT NULL,
	closed_on DATE,
	wrong_passwords INTEGER NOT NULL,
	wait_until TIMESTAMP WITH TIME ZONE,
	preferences JSON NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_accounts PRIMARY KEY (id),
	CONSTRAINT uq_accounts_login UNIQUE (login)
);

CREATE TABLE attached_files (
	sha256 VARCHAR NOT NULL,
	content BYTEA NOT NULL,
	kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_attached_files PRIMARY KEY (sha256)
);

CREATE TABLE audit_heads (
	id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash VARCHAR NOT NULL,
	CONSTRAINT pk_audit_heads PRIMARY KEY (id)
);

CREATE TABLE backup_records (
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	file_name VARCHAR NOT NULL,
	size BIGINT NOT NULL,
	sha256 VARCHAR NOT NULL,
	proved BOOLEAN NOT NULL,
	strays INTEGER NOT NULL,
	CONSTRAINT pk_backup_records PRIMARY KEY (id)
);

CREATE TABLE carriers (
	id UUID NOT NULL,
	code VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	legal_form VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	postal_code VARCHAR NOT NULL,
	city VARCHAR NOT NULL,
	email VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	website VARCHAR NOT NULL,
	siret VARCHAR NOT NULL,
	rna VARCHAR NOT NULL,
	training_body VARCHAR NOT NULL,
	vat_number VARCHAR NOT NULL,
	iban VARCHAR NOT NULL,
	bic VARCHAR NOT NULL,
	account_holder VARCHAR NOT NULL,
	logo BYTEA,
	is_main BOOLEAN NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_carriers PRIMARY KEY (id),
	CONSTRAINT uq_carriers_code UNIQUE (code)
);

CREATE TABLE closures (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_closures PRIMARY KEY (id),
	CONSTRAINT ck_closures_ends_after_it_begins CHECK (ends_on >= starts_on)
);

CREATE TABLE counters (
	name VARCHAR NOT NULL,
	last INTEGER NOT NULL,
	CONSTRAINT pk_counters PRIMARY KEY (name)
);

CREATE TABLE custom_fields (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	kind VARCHAR(32) NOT NULL,
	whom VARCHAR(32) NOT NULL,
	hint VARCHAR NOT NULL,
	choices JSON NOT NULL,
	required BOOLEAN NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_custom_fields PRIMARY KEY (id),
	CONSTRAINT uq_custom_fields_label UNIQUE (label),
	CONSTRAINT ck_custom_fields_customkind CHECK (kind IN ('text', 'number', 'day', 'yes_no', 'choice')),
	CONSTRAINT ck_custom_fields_customwhom CHECK (whom IN ('everybody', 'people', 'organisations'))
);

CREATE TABLE document_texts (
	id UUID NOT NULL,
	key VARCHAR NOT NULL,
	valid_from DATE NOT NULL,
	text VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	CONSTRAINT pk_document_texts PRIMARY KEY (id),
	CONSTRAINT uq_document_texts_key_valid_from UNIQUE (key, valid_from)
);

CREATE TABLE earlier_figures (
	id UUID NOT NULL,
	year INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	number BIGINT NOT NULL,
	source VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_earlier_figures PRIMARY KEY (id),
	CONSTRAINT uq_earlier_figures_year_kind UNIQUE (year, kind),
	CONSTRAINT ck_earlier_figures_figurekind CHECK (kind IN ('members', 'new_members', 'organisations', 'arrivals', 'people', 'new_public', 'actions', 'pupils', 'trainees', 'machine_hours', 'volunteer_hours', 'projects'))
);

CREATE TABLE import_batches (
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	file_name VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	undone_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_import_batches PRIMARY KEY (id)
);

CREATE TABLE import_matchings (
	header_digest VARCHAR NOT NULL,
	columns VARCHAR NOT NULL,
	CONSTRAINT pk_import_matchings PRIMARY KEY (header_digest)
);

CREATE TABLE import_plans (
	header_digest VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	plan_id UUID,
	CONSTRAINT pk_import_plans PRIMARY KEY (header_digest, label)
);

CREATE TABLE kits (
	id UUID NOT NULL,
	code VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	contents VARCHAR NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_kits PRIMARY KEY (id),
	CONSTRAINT uq_kits_code UNIQUE (code)
);

CREATE TABLE labs (
	id UUID NOT NULL,
	name VARCHAR NOT NULL,
	zone_name VARCHAR NOT NULL,
	day_ends_at TIME WITHOUT TIME ZONE NOT NULL,
	fiscal_month INTEGER NOT NULL,
	asks_login BOOLEAN NOT NULL,
	idle_minutes INTEGER NOT NULL,
	gift_cap BIGINT,
	single INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_labs PRIMARY KEY (id),
	CONSTRAINT ck_labs_fiscal_month_of_a_year CHECK (fiscal_month BETWEEN 1 AND 12),
	CONSTRAINT ck_labs_one_row CHECK (single = 1),
	CONSTRAINT uq_labs_single UNIQUE (single)
);

CREATE TABLE list_entries (
	id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	label VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_list_entries PRIMARY KEY (id),
	CONSTRAINT uq_list_entries_kind_label UNIQUE (kind, label),
	CONSTRAINT ck_list_entries_listkind CHECK (kind IN ('purpose', 'task', 'theme', 'category', 'machine_category', 'risk_family', 'fault_cause'))
);

CREATE TABLE membership_kinds (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	statutory BOOLEAN NOT NULL,
	position INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_membership_kinds PRIMARY KEY (id),
	CONSTRAINT uq_membership_kinds_label UNIQUE (label)
);

CREATE TABLE occupancies (
	id UUID NOT NULL,
	resource_id UUID NOT NULL,
	resource_kind VARCHAR(32) NOT NULL,
	fact_id UUID NOT NULL,
	taken_by VARCHAR(32) NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE,
	open_resource_id UUID,
	CONSTRAINT pk_occupancies PRIMARY KEY (id),
	CONSTRAINT ck_occupancies_ends_after_it_begins CHECK (ends_at IS NULL OR ends_at > starts_at),
	CONSTRAINT ck_occupancies_open_or_not CHECK ((ends_at IS NULL) = (open_resource_id IS NOT NULL)),
	CONSTRAINT ck_occupancies_resourcekind CHECK (resource_kind IN ('machine', 'space', 'person')),
	CONSTRAINT ck_occupancies_takenby CHECK (taken_by IN ('use', 'booking', 'session', 'activity', 'upkeep')),
	CONSTRAINT uq_occupancies_open_resource_id UNIQUE (open_resource_id)
);

CREATE TABLE opening_hours (
	id UUID NOT NULL,
	valid_from DATE NOT NULL,
	label VARCHAR NOT NULL,
	monday VARCHAR NOT NULL,
	tuesday VARCHAR NOT NULL,
	wednesday VARCHAR NOT NULL,
	thursday VARCHAR NOT NULL,
	friday VARCHAR NOT NULL,
	saturday VARCHAR NOT NULL,
	sunday VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_opening_hours PRIMARY KEY (id),
	CONSTRAINT uq_opening_hours_valid_from UNIQUE (valid_from)
);

CREATE TABLE paper_heads (
	id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	hash VARCHAR NOT NULL,
	CONSTRAINT pk_paper_heads PRIMARY KEY (id)
);

CREATE TABLE payment_methods (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	kind VARCHAR(32) NOT NULL,
	account VARCHAR NOT NULL,
	asks_reference BOOLEAN NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_payment_methods PRIMARY KEY (id),
	CONSTRAINT uq_payment_methods_label UNIQUE (label),
	CONSTRAINT ck_payment_methods_methodkind CHECK (kind IN ('cash', 'cheque', 'card', 'transfer', 'online', 'voucher', 'local_currency', 'offered'))
);

CREATE TABLE period_locks (
	id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	through DATE,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	reason VARCHAR NOT NULL,
	CONSTRAINT pk_period_locks PRIMARY KEY (id),
	CONSTRAINT ck_period_locks_lockkind CHECK (kind IN ('memberships', 'charges', 'payments', 'arrivals', 'uses', 'trainings', 'invoices'))
);

CREATE TABLE processings (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	purpose VARCHAR NOT NULL,
	basis VARCHAR NOT NULL,
	people_told VARCHAR NOT NULL,
	data_told VARCHAR NOT NULL,
	recipients VARCHAR NOT NULL,
	kept_for VARCHAR NOT NULL,
	security VARCHAR NOT NULL,
	valid_from DATE NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_processings PRIMARY KEY (id),
	CONSTRAINT uq_processings_label UNIQUE (label)
);

CREATE TABLE restore_records (
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	file_name VARCHAR NOT NULL,
	CONSTRAINT pk_restore_records PRIMARY KEY (id)
);

CREATE TABLE retention_terms (
	id UUID NOT NULL,
	valid_from DATE NOT NULL,
	years INTEGER NOT NULL,
	CONSTRAINT pk_retention_terms PRIMARY KEY (id),
	CONSTRAINT ck_retention_terms_years_sensible CHECK (years BETWEEN 1 AND 10),
	CONSTRAINT uq_retention_terms_valid_from UNIQUE (valid_from)
);

CREATE TABLE signing_keys (
	key_id VARCHAR NOT NULL,
	public_key BYTEA NOT NULL,
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_signing_keys PRIMARY KEY (key_id)
);

CREATE TABLE tills (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	perpetual_total BIGINT NOT NULL,
	seq INTEGER NOT NULL,
	hash VARCHAR NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_tills PRIMARY KEY (id),
	CONSTRAINT uq_tills_label UNIQUE (label)
);

CREATE TABLE articles (
	id UUID NOT NULL,
	code VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	unit VARCHAR NOT NULL,
	nature VARCHAR(32) NOT NULL,
	vat_nature VARCHAR(32) NOT NULL,
	account VARCHAR NOT NULL,
	carrier_id UUID,
	favourite BOOLEAN NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_articles PRIMARY KEY (id),
	CONSTRAINT uq_articles_code UNIQUE (code),
	CONSTRAINT ck_articles_articlenature CHECK (nature IN ('goods', 'service', 'training', 'membership_fee', 'donation')),
	CONSTRAINT ck_articles_vatnature CHECK (vat_nature IN ('to_qualify', 'out_of_scope', 'exempt_261_7_1_a', 'exempt_261_7_1_b', 'exempt_261_4_4', 'franchise_293_b', 'taxed_20', 'taxed_10', 'taxed_5_5', 'taxed_2_1')),
	CONSTRAINT fk_articles_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id)
);

CREATE TABLE assemblies (
	id UUID NOT NULL,
	carrier_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	day DATE NOT NULL,
	place VARCHAR NOT NULL,
	agenda VARCHAR NOT NULL,
	record_on DATE NOT NULL,
	quorum INTEGER,
	most_proxies INTEGER NOT NULL,
	least_age INTEGER,
	after_id UUID,
	convened_on DATE,
	closed_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_assemblies PRIMARY KEY (id),
	CONSTRAINT ck_assemblies_quorum_is_a_share CHECK (quorum BETWEEN 1 AND 100),
	CONSTRAINT ck_assemblies_proxies_sensible CHECK (most_proxies BETWEEN 0 AND 100),
	CONSTRAINT ck_assemblies_age_sensible CHECK (least_age BETWEEN 1 AND 99),
	CONSTRAINT fk_assemblies_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT ck_assemblies_assemblykind CHECK (kind IN ('ordinary', 'extraordinary')),
	CONSTRAINT uq_assemblies_after_id UNIQUE (after_id),
	CONSTRAINT fk_assemblies_after_id FOREIGN KEY(after_id) REFERENCES assemblies (id)
);

CREATE TABLE audiences (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	carrier_id UUID,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_audiences PRIMARY KEY (id),
	CONSTRAINT uq_audiences_label UNIQUE (label),
	CONSTRAINT fk_audiences_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id)
);

CREATE TABLE audit_entries (
	id UUID NOT NULL,
	seq INTEGER NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	day DATE NOT NULL,
	account_id UUID NOT NULL,
	account_name VARCHAR NOT NULL,
	workstation VARCHAR NOT NULL,
	service VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	digest VARCHAR NOT NULL,
	previous VARCHAR NOT NULL,
	hash VARCHAR NOT NULL,
	CONSTRAINT pk_audit_entries PRIMARY KEY (id),
	CONSTRAINT ck_audit_entries_seq_positive CHECK (seq > 0),
	CONSTRAINT uq_audit_entries_seq UNIQUE (seq),
	CONSTRAINT fk_audit_entries_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
	CONSTRAINT uq_audit_entries_hash UNIQUE (hash)
);

CREATE TABLE carrier_vat (
	id UUID NOT NULL,
	carrier_id UUID NOT NULL,
	valid_from DATE NOT NULL,
	regime VARCHAR(32) NOT NULL,
	CONSTRAINT pk_carrier_vat PRIMARY KEY (id),
	CONSTRAINT uq_carrier_vat_carrier_id_valid_from UNIQUE (carrier_id, valid_from),
	CONSTRAINT fk_carrier_vat_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT ck_carrier_vat_vatregime CHECK (regime IN ('non_profit', 'franchise', 'taxed'))
);

CREATE TABLE insurances (
	id UUID NOT NULL,
	carrier_id UUID,
	insurer VARCHAR NOT NULL,
	policy_number VARCHAR NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	warn_days INTEGER NOT NULL,
	contract VARCHAR NOT NULL,
	contract_name VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_insurances PRIMARY KEY (id),
	CONSTRAINT ck_insurances_ends_after_it_begins CHECK (ends_on >= starts_on),
	CONSTRAINT ck_insurances_warned_before CHECK (warn_days >= 0),
	CONSTRAINT fk_insurances_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id)
);

CREATE TABLE paper_counters (
	carrier_id UUID NOT NULL,
	series VARCHAR(32) NOT NULL,
	year INTEGER NOT NULL,
	last INTEGER NOT NULL,
	last_at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_on DATE NOT NULL,
	CONSTRAINT pk_paper_counters PRIMARY KEY (carrier_id, series, year),
	CONSTRAINT fk_paper_counters_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT ck_paper_counters_series CHECK (series IN ('A', 'R', 'C', 'F', 'AV'))
);

CREATE TABLE papers (
	id UUID NOT NULL,
	position INTEGER NOT NULL,
	number VARCHAR NOT NULL,
	series VARCHAR(32) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	subject_id UUID NOT NULL,
	replaces_id UUID,
	issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
	issued_on DATE NOT NULL,
	title VARCHAR NOT NULL,
	payload VARCHAR NOT NULL,
	signature BYTEA NOT NULL,
	key_id VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL,
	pdf BYTEA NOT NULL,
	previous VARCHAR NOT NULL,
	hash VARCHAR NOT NULL,
	CONSTRAINT pk_papers PRIMARY KEY (id),
	CONSTRAINT ck_papers_position_positive CHECK (position > 0),
	CONSTRAINT uq_papers_position UNIQUE (position),
	CONSTRAINT uq_papers_number UNIQUE (number),
	CONSTRAINT ck_papers_series CHECK (series IN ('A', 'R', 'C', 'F', 'AV')),
	CONSTRAINT ck_papers_paperkind CHECK (kind IN ('membership_attestation', 'presence_attestation', 'training_attestation', 'training_presence', 'completion_certificate', 'certification', 'receipt', 'till_closing', 'invoice', 'credit_note')),
	CONSTRAINT uq_papers_replaces_id UNIQUE (replaces_id),
	CONSTRAINT fk_papers_replaces_id FOREIGN KEY(replaces_id) REFERENCES papers (id),
	CONSTRAINT fk_papers_key_id FOREIGN KEY(key_id) REFERENCES signing_keys (key_id),
	CONSTRAINT uq_papers_hash UNIQUE (hash)
);

CREATE TABLE permanences (
	id UUID NOT NULL,
	day DATE NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	opened_by UUID NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE,
	closed_by UUID,
	remark VARCHAR NOT NULL,
	running INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT pk_permanences PRIMARY KEY (id),
	CONSTRAINT ck_permanences_running_or_not CHECK (running IS NULL OR running = 1),
	CONSTRAINT fk_permanences_opened_by FOREIGN KEY(opened_by) REFERENCES accounts (id),
	CONSTRAINT fk_permanences_closed_by FOREIGN KEY(closed_by) REFERENCES accounts (id),
	CONSTRAINT uq_permanences_running UNIQUE (running)
);

CREATE TABLE saved_filters (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	account_id UUID,
	conditions JSON NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_saved_filters PRIMARY KEY (id),
	CONSTRAINT fk_saved_filters_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE TABLE self_acts (
	id UUID NOT NULL,
	account_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	service VARCHAR NOT NULL,
	record_id UUID NOT NULL,
	reason VARCHAR NOT NULL,
	signed_by UUID,
	signed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_self_acts PRIMARY KEY (id),
	CONSTRAINT fk_self_acts_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
	CONSTRAINT fk_self_acts_signed_by FOREIGN KEY(signed_by) REFERENCES accounts (id)
);

CREATE TABLE spaces (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	carrier_id UUID,
	remark VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_spaces PRIMARY KEY (id),
	CONSTRAINT uq_spaces_label UNIQUE (label),
	CONSTRAINT fk_spaces_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id)
);

CREATE TABLE stock_counts (
	id UUID NOT NULL,
	store VARCHAR(32) NOT NULL,
	day DATE NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	account_id UUID NOT NULL,
	counted INTEGER NOT NULL,
	differing INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_stock_counts PRIMARY KEY (id),
	CONSTRAINT ck_stock_counts_store CHECK (store IN ('lab', 'sale')),
	CONSTRAINT fk_stock_counts_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE TABLE till_entries (
	till_id UUID NOT NULL,
	seq INTEGER NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	kind VARCHAR(32) NOT NULL,
	record_id UUID NOT NULL,
	total BIGINT NOT NULL,
	said JSON NOT NULL,
	previous VARCHAR NOT NULL,
	hash VARCHAR NOT NULL,
	key_id VARCHAR NOT NULL,
	signature VARCHAR NOT NULL,
	CONSTRAINT pk_till_entries PRIMARY KEY (till_id, seq),
	CONSTRAINT fk_till_entries_till_id FOREIGN KEY(till_id) REFERENCES tills (id),
	CONSTRAINT ck_till_entries_journalkind CHECK (kind IN ('cashing', 'correction', 'opening', 'closing'))
);

CREATE TABLE till_sessions (
	id UUID NOT NULL,
	till_id UUID NOT NULL,
	day DATE NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	opened_by UUID NOT NULL,
	opening_count JSON NOT NULL,
	opening_amount BIGINT NOT NULL,
	open_till_id UUID,
	closed_at TIMESTAMP WITH TIME ZONE,
	closed_by UUID,
	closing_count JSON,
	counted BIGINT,
	expected BIGINT,
	difference BIGINT,
	difference_reason VARCHAR NOT NULL,
	period_total BIGINT,
	perpetual_total BIGINT,
	version INTEGER NOT NULL,
	CONSTRAINT pk_till_sessions PRIMARY KEY (id),
	CONSTRAINT fk_till_sessions_till_id FOREIGN KEY(till_id) REFERENCES tills (id),
	CONSTRAINT fk_till_sessions_opened_by FOREIGN KEY(opened_by) REFERENCES accounts (id),
	CONSTRAINT uq_till_sessions_open_till_id UNIQUE (open_till_id),
	CONSTRAINT fk_till_sessions_closed_by FOREIGN KEY(closed_by) REFERENCES accounts (id)
);

CREATE TABLE audit_details (
	seq INTEGER NOT NULL,
	changes JSON NOT NULL,
	erased_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_audit_details PRIMARY KEY (seq),
	CONSTRAINT fk_audit_details_seq FOREIGN KEY(seq) REFERENCES audit_entries (seq)
);

CREATE TABLE audit_subjects (
	seq INTEGER NOT NULL,
	record_id UUID NOT NULL,
	CONSTRAINT pk_audit_subjects PRIMARY KEY (seq, record_id),
	CONSTRAINT fk_audit_subjects_seq FOREIGN KEY(seq) REFERENCES audit_entries (seq)
);

CREATE TABLE courses (
	id UUID NOT NULL,
	code VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	sort_title VARCHAR NOT NULL,
	objectives VARCHAR NOT NULL,
	programme VARCHAR NOT NULL,
	minutes INTEGER,
	level VARCHAR(32) NOT NULL,
	validity_months INTEGER,
	disuse_months INTEGER,
	renewal VARCHAR(32) NOT NULL,
	capacity INTEGER NOT NULL,
	minimum INTEGER NOT NULL,
	deadline_days INTEGER NOT NULL,
	min_age INTEGER,
	criteria JSON NOT NULL,
	article_id UUID,
	carrier_id UUID,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_courses PRIMARY KEY (id),
	CONSTRAINT ck_courses_capacity_sensible CHECK (capacity BETWEEN 1 AND 999),
	CONSTRAINT ck_courses_minimum_within_capacity CHECK (minimum BETWEEN 0 AND capacity),
	CONSTRAINT ck_courses_some_minutes CHECK (minutes IS NULL OR minutes > 0),
	CONSTRAINT ck_courses_some_validity CHECK (validity_months IS NULL OR validity_months > 0),
	CONSTRAINT ck_courses_some_disuse CHECK (disuse_months IS NULL OR disuse_months > 0),
	CONSTRAINT uq_courses_code UNIQUE (code),
	CONSTRAINT ck_courses_level CHECK (level IN ('accompanied', 'autonomous', 'trainer')),
	CONSTRAINT ck_courses_renewal CHECK (renewal IN ('from_completion', 'anniversary')),
	CONSTRAINT fk_courses_article_id FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_courses_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id)
);

CREATE TABLE machines (
	id UUID NOT NULL,
	code VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	sort_name VARCHAR NOT NULL,
	tag VARCHAR NOT NULL,
	category_id UUID,
	family_id UUID,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	serial VARCHAR NOT NULL,
	space_id UUID,
	carrier_id UUID,
	article_id UUID,
	photo VARCHAR NOT NULL,
	bought_on DATE,
	price BIGINT,
	paid_by VARCHAR NOT NULL,
	warranty_until DATE,
	commissioned_on DATE NOT NULL,
	retired_on DATE,
	min_age INTEGER,
	needs_membership BOOLEAN NOT NULL,
	needs_pieces BOOLEAN NOT NULL,
	needs_training BOOLEAN NOT NULL,
	may_run_alone BOOLEAN NOT NULL,
	guide_use VARCHAR NOT NULL,
	guide_upkeep VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_machines PRIMARY KEY (id),
	CONSTRAINT ck_machines_min_age_sensible CHECK (min_age IS NULL OR min_age BETWEEN 0 AND 99),
	CONSTRAINT uq_machines_code UNIQUE (code),
	CONSTRAINT uq_machines_tag UNIQUE (tag),
	CONSTRAINT fk_machines_category_id FOREIGN KEY(category_id) REFERENCES list_entries (id),
	CONSTRAINT fk_machines_family_id FOREIGN KEY(family_id) REFERENCES list_entries (id),
	CONSTRAINT fk_machines_space_id FOREIGN KEY(space_id) REFERENCES spaces (id),
	CONSTRAINT fk_machines_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT fk_machines_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE TABLE membership_plans (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	kind_id UUID NOT NULL,
	article_id UUID NOT NULL,
	rule VARCHAR(32) NOT NULL,
	months INTEGER NOT NULL,
	season_month INTEGER NOT NULL,
	season_day INTEGER NOT NULL,
	offered_months INTEGER NOT NULL,
	audience_id UUID,
	for_organisations BOOLEAN NOT NULL,
	category_id UUID,
	asks_acceptance BOOLEAN NOT NULL,
	votes BOOLEAN NOT NULL,
	named_people INTEGER,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_membership_plans PRIMARY KEY (id),
	CONSTRAINT ck_membership_plans_months_sensible CHECK (months BETWEEN 1 AND 120),
	CONSTRAINT ck_membership_plans_offered_within_a_year CHECK (offered_months BETWEEN 0 AND 11),
	CONSTRAINT ck_membership_plans_named_people_counted CHECK (named_people >= 0),
	CONSTRAINT uq_membership_plans_label UNIQUE (label),
	CONSTRAINT fk_membership_plans_kind_id FOREIGN KEY(kind_id) REFERENCES membership_kinds (id),
	CONSTRAINT fk_membership_plans_article_id FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT ck_membership_plans_periodrule CHECK (rule IN ('rolling', 'civil_year', 'season')),
	CONSTRAINT fk_membership_plans_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT fk_membership_plans_category_id FOREIGN KEY(category_id) REFERENCES list_entries (id)
);

CREATE TABLE paper_revocations (
	paper_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	revoked_on DATE NOT NULL,
	reason VARCHAR NOT NULL,
	replaced_by_id UUID,
	CONSTRAINT pk_paper_revocations PRIMARY KEY (paper_id),
	CONSTRAINT fk_paper_revocations_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id),
	CONSTRAINT fk_paper_revocations_replaced_by_id FOREIGN KEY(replaced_by_id) REFERENCES papers (id)
);

CREATE TABLE parties (
	id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	sort_name VARCHAR NOT NULL,
	search VARCHAR NOT NULL,
	email VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	postal_code VARCHAR NOT NULL,
	city VARCHAR NOT NULL,
	country VARCHAR NOT NULL,
	commune VARCHAR NOT NULL,
	intercommunality VARCHAR NOT NULL,
	district VARCHAR NOT NULL,
	audience_id UUID,
	alert VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	photo VARCHAR NOT NULL,
	card VARCHAR,
	outside_number VARCHAR NOT NULL,
	first_visit_on DATE,
	created_on DATE NOT NULL,
	archived_on DATE,
	member_from DATE,
	member_until DATE,
	earlier_until DATE,
	waiting_on DATE,
	category_id UUID,
	due_on DATE NOT NULL,
	grown_pieces_until DATE NOT NULL,
	pieces_until DATE NOT NULL,
	import_id UUID,
	former VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_parties PRIMARY KEY (id),
	CONSTRAINT ck_parties_number_positive CHECK (number > 0),
	CONSTRAINT ck_parties_partykind CHECK (kind IN ('person', 'organisation')),
	CONSTRAINT uq_parties_number UNIQUE (number),
	CONSTRAINT fk_parties_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT uq_parties_card UNIQUE (card),
	CONSTRAINT fk_parties_category_id FOREIGN KEY(category_id) REFERENCES list_entries (id),
	CONSTRAINT fk_parties_import_id FOREIGN KEY(import_id) REFERENCES import_batches (id)
);

CREATE TABLE piece_kinds (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	form VARCHAR(32) NOT NULL,
	whom VARCHAR(32) NOT NULL,
	audience_id UUID,
	required BOOLEAN NOT NULL,
	validity VARCHAR(32) NOT NULL,
	months INTEGER NOT NULL,
	season_month INTEGER NOT NULL,
	season_day INTEGER NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_piece_kinds PRIMARY KEY (id),
	CONSTRAINT ck_piece_kinds_months_sensible CHECK (months BETWEEN 1 AND 120),
	CONSTRAINT ck_piece_kinds_month_of_a_year CHECK (season_month BETWEEN 1 AND 12),
	CONSTRAINT ck_piece_kinds_day_of_a_month CHECK (season_day BETWEEN 1 AND 31),
	CONSTRAINT uq_piece_kinds_label UNIQUE (label),
	CONSTRAINT ck_piece_kinds_pieceform CHECK (form IN ('membership', 'rules', 'parental', 'image', 'other')),
	CONSTRAINT ck_piece_kinds_piecewhom CHECK (whom IN ('everybody', 'people', 'minors', 'organisations', 'audience')),
	CONSTRAINT fk_piece_kinds_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT ck_piece_kinds_piecevalidity CHECK (validity IN ('season', 'months', 'majority', 'unlimited'))
);

CREATE TABLE prices (
	id UUID NOT NULL,
	article_id UUID NOT NULL,
	audience_id UUID,
	valid_from DATE NOT NULL,
	amount BIGINT NOT NULL,
	tax_included BOOLEAN NOT NULL,
	block_minutes INTEGER,
	grace_minutes INTEGER NOT NULL,
	set_up BIGINT NOT NULL,
	minimum BIGINT NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	CONSTRAINT pk_prices PRIMARY KEY (id),
	CONSTRAINT ck_prices_amount_not_negative CHECK (amount >= 0),
	CONSTRAINT ck_prices_block_positive CHECK (block_minutes IS NULL OR block_minutes > 0),
	CONSTRAINT ck_prices_grace_not_negative CHECK (grace_minutes >= 0),
	CONSTRAINT fk_prices_article_id FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_prices_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id)
);

CREATE TABLE stock_levels (
	id UUID NOT NULL,
	article_id UUID NOT NULL,
	store VARCHAR(32) NOT NULL,
	quantity BIGINT NOT NULL,
	unit_cost BIGINT NOT NULL,
	threshold BIGINT,
	warned BOOLEAN NOT NULL,
	place VARCHAR NOT NULL,
	supplier VARCHAR NOT NULL,
	supplier_reference VARCHAR NOT NULL,
	counted_on DATE,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_stock_levels PRIMARY KEY (id),
	CONSTRAINT uq_stock_levels_article_id_store UNIQUE (article_id, store),
	CONSTRAINT ck_stock_levels_quantity_not_negative CHECK (quantity >= 0),
	CONSTRAINT ck_stock_levels_threshold_not_negative CHECK (threshold IS NULL OR threshold >= 0),
	CONSTRAINT ck_stock_levels_unit_cost_not_negative CHECK (unit_cost >= 0),
	CONSTRAINT fk_stock_levels_article_id FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT ck_stock_levels_store CHECK (store IN ('lab', 'sale'))
);

CREATE TABLE training_papers (
	paper_id UUID NOT NULL,
	subject_id UUID NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_training_papers PRIMARY KEY (paper_id),
	CONSTRAINT fk_training_papers_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
);

CREATE TABLE assembly_voters (
	assembly_id UUID NOT NULL,
	party_id UUID NOT NULL,
	presence VARCHAR(32) NOT NULL,
	proxy_id UUID,
	CONSTRAINT pk_assembly_voters PRIMARY KEY (assembly_id, party_id),
	CONSTRAINT ck_assembly_voters_represented_by_someone CHECK ((presence = 'represented') = (proxy_id IS NOT NULL)),
	CONSTRAINT ck_assembly_voters_not_oneself CHECK (proxy_id <> party_id),
	CONSTRAINT fk_assembly_voters_assembly_id FOREIGN KEY(assembly_id) REFERENCES assemblies (id),
	CONSTRAINT fk_assembly_voters_party_id FOREIGN KEY(party_id) REFERENCES parties (id),
	CONSTRAINT ck_assembly_voters_presence CHECK (presence IN ('absent', 'present', 'represented')),
	CONSTRAINT fk_assembly_voters_proxy_id FOREIGN KEY(proxy_id) REFERENCES parties (id)
);

CREATE TABLE cashings (
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	day DATE NOT NULL,
	account_id UUID NOT NULL,
	till_session_id UUID,
	payer_id UUID,
	total BIGINT NOT NULL,
	corrects_id UUID,
	reason VARCHAR NOT NULL,
	CONSTRAINT pk_cashings PRIMARY KEY (id),
	CONSTRAINT fk_cashings_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
	CONSTRAINT fk_cashings_till_session_id FOREIGN KEY(till_session_id) REFERENCES till_sessions (id),
	CONSTRAINT fk_cashings_payer_id FOREIGN KEY(payer_id) REFERENCES parties (id),
	CONSTRAINT uq_cashings_corrects_id UNIQUE (corrects_id),
	CONSTRAINT fk_cashings_corrects_id FOREIGN KEY(corrects_id) REFERENCES cashings (id)
);

CREATE TABLE charges (
	id UUID NOT NULL,
	fact_id UUID NOT NULL,
	fact_kind VARCHAR(32) NOT NULL,
	payer_id UUID,
	beneficiary_id UUID,
	article_id UUID,
	carrier_id UUID NOT NULL,
	owed_on DATE NOT NULL,
	label VARCHAR NOT NULL,
	quantity BIGINT NOT NULL,
	unit_price BIGINT NOT NULL,
	tax_included BOOLEAN NOT NULL,
	vat_nature VARCHAR(32) NOT NULL,
	amount BIGINT NOT NULL,
	explanation JSON NOT NULL,
	state VARCHAR(32) NOT NULL,
	paid BIGINT NOT NULL,
	on_slate BOOLEAN NOT NULL,
	closed_reason VARCHAR NOT NULL,
	closed_on DATE,
	invoice_id UUID,
	import_id UUID,
	version INTEGER NOT NULL,
	CONSTRAINT pk_charges PRIMARY KEY (id),
	CONSTRAINT ck_charges_quantity_positive CHECK (quantity > 0),
	CONSTRAINT ck_charges_amount_not_negative CHECK (amount >= 0),
	CONSTRAINT ck_charges_paid_within_amount CHECK (paid >= 0 AND paid <= amount),
	CONSTRAINT uq_charges_fact_id UNIQUE (fact_id),
	CONSTRAINT ck_charges_factkind CHECK (fact_kind IN ('by_hand', 'sale', 'membership', 'use', 'material', 'seat', 'invoice', 'taken_over')),
	CONSTRAINT fk_charges_payer_id FOREIGN KEY(payer_id) REFERENCES parties (id),
	CONSTRAINT fk_charges_beneficiary_id FOREIGN KEY(beneficiary_id) REFERENCES parties (id),
	CONSTRAINT fk_charges_article_id FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_charges_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT ck_charges_vatnature CHECK (vat_nature IN ('to_qualify', 'out_of_scope', 'exempt_261_7_1_a', 'exempt_261_7_1_b', 'exempt_261_4_4', 'franchise_293_b', 'taxed_20', 'taxed_10', 'taxed_5_5', 'taxed_2_1')),
	CONSTRAINT ck_charges_chargestate CHECK (state IN ('open', 'settled', 'invoiced', 'waived', 'cancelled')),
	CONSTRAINT fk_charges_import_id FOREIGN KEY(import_id) REFERENCES import_batches (id)
);

CREATE TABLE course_needs (
	course_id UUID NOT NULL,
	needed_id UUID NOT NULL,
	CONSTRAINT pk_course_needs PRIMARY KEY (course_id, needed_id),
	CONSTRAINT ck_course_needs_not_itself CHECK (course_id <> needed_id),
	CONSTRAINT fk_course_needs_course_id FOREIGN KEY(course_id) REFERENCES courses (id),
	CONSTRAINT fk_course_needs_needed_id FOREIGN KEY(needed_id) REFERENCES courses (id)
);

CREATE TABLE course_targets (
	id UUID NOT NULL,
	course_id UUID NOT NULL,
	machine_id UUID,
	family_id UUID,
	CONSTRAINT pk_course_targets PRIMARY KEY (id),
	CONSTRAINT ck_course_targets_of_one_of_both CHECK ((machine_id IS NULL) <> (family_id IS NULL)),
	CONSTRAINT uq_course_targets_course_id_machine_id UNIQUE (course_id, machine_id),
	CONSTRAINT uq_course_targets_course_id_family_id UNIQUE (course_id, family_id),
	CONSTRAINT fk_course_targets_course_id FOREIGN KEY(course_id) REFERENCES courses (id),
	CONSTRAINT fk_course_targets_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_course_targets_family_id FOREIGN KEY(family_id) REFERENCES list_entries (id)
);

CREATE TABLE custom_values (
	party_id UUID NOT NULL,
	field_id UUID NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT pk_custom_values PRIMARY KEY (party_id, field_id),
	CONSTRAINT fk_custom_values_party_id FOREIGN KEY(party_id) REFERENCES parties (id),
	CONSTRAINT fk_custom_values_field_id FOREIGN KEY(field_id) REFERENCES custom_fields (id)
);

CREATE TABLE faults (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	day DATE NOT NULL,
	account_id UUID NOT NULL,
	person_id UUID,
	severity VARCHAR(32) NOT NULL,
	stops BOOLEAN NOT NULL,
	text VARCHAR NOT NULL,
	cause_id UUID,
	state VARCHAR(32) NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE,
	repair VARCHAR NOT NULL,
	cost BIGINT,
	order_id UUID,
	version INTEGER NOT NULL,
	CONSTRAINT pk_faults PRIMARY KEY (id),
	CONSTRAINT ck_faults_open_or_closed CHECK ((state = 'open') = (closed_at IS NULL)),
	CONSTRAINT fk_faults_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_faults_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
	CONSTRAINT fk_faults_person_id FOREIGN KEY(person_id) REFERENCES parties (id),
	CONSTRAINT ck_faults_severity CHECK (severity IN ('minor', 'serious', 'dangerous')),
	CONSTRAINT fk_faults_cause_id FOREIGN KEY(cause_id) REFERENCES list_entries (id),
	CONSTRAINT ck_faults_faultstate CHECK (state IN ('open', 'repaired', 'withdrawn'))
);

CREATE TABLE households (
	id UUID NOT NULL,
	label VARCHAR NOT NULL,
	payer_id UUID NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_households PRIMARY KEY (id),
	CONSTRAINT fk_households_payer_id FOREIGN KEY(payer_id) REFERENCES parties (id)
);

CREATE TABLE invoices (
	id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	state VARCHAR(32) NOT NULL,
	carrier_id UUID NOT NULL,
	buyer_id UUID NOT NULL,
	due_on DATE,
	buyer_order VARCHAR NOT NULL,
	buyer_contract VARCHAR NOT NULL,
	service VARCHAR NOT NULL,
	engagement VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	original_id UUID,
	reason VARCHAR NOT NULL,
	paper_id UUID,
	number VARCHAR,
	issued_on DATE,
	net BIGINT,
	tax BIGINT,
	payable BIGINT,
	version INTEGER NOT NULL,
	CONSTRAINT pk_invoices PRIMARY KEY (id),
	CONSTRAINT ck_invoices_numbered_when_issued CHECK ((state = 'issued') = (number IS NOT NULL)),
	CONSTRAINT ck_invoices_paper_with_its_number CHECK ((number IS NULL) = (paper_id IS NULL)),
	CONSTRAINT ck_invoices_invoicekind CHECK (kind IN ('invoice', 'credit_note', 'corrective', 'deposit')),
	CONSTRAINT ck_invoices_invoicestate CHECK (state IN ('draft', 'issued', 'dropped')),
	CONSTRAINT fk_invoices_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT fk_invoices_buyer_id FOREIGN KEY(buyer_id) REFERENCES parties (id),
	CONSTRAINT fk_invoices_original_id FOREIGN KEY(original_id) REFERENCES invoices (id),
	CONSTRAINT uq_invoices_paper_id UNIQUE (paper_id),
	CONSTRAINT fk_invoices_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id),
	CONSTRAINT uq_invoices_number UNIQUE (number)
);

CREATE TABLE loans (
	id UUID NOT NULL,
	machine_id UUID,
	kit_id UUID,
	open_item_id UUID,
	borrower_id UUID NOT NULL,
	out_on DATE NOT NULL,
	due_on DATE,
	back_on DATE,
	state_out VARCHAR NOT NULL,
	state_back VARCHAR NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_loans PRIMARY KEY (id),
	CONSTRAINT ck_loans_of_one_of_both CHECK ((machine_id IS NULL) <> (kit_id IS NULL)),
	CONSTRAINT ck_loans_out_or_back CHECK ((back_on IS NULL) = (open_item_id IS NOT NULL)),
	CONSTRAINT ck_loans_back_after_out CHECK (back_on IS NULL OR back_on >= out_on),
	CONSTRAINT fk_loans_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_loans_kit_id FOREIGN KEY(kit_id) REFERENCES kits (id),
	CONSTRAINT uq_loans_open_item_id UNIQUE (open_item_id),
	CONSTRAINT fk_loans_borrower_id FOREIGN KEY(borrower_id) REFERENCES parties (id)
);

CREATE TABLE log_entries (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	until TIMESTAMP WITH TIME ZONE,
	fact_id UUID NOT NULL,
	party_id UUID,
	text VARCHAR NOT NULL,
	CONSTRAINT pk_log_entries PRIMARY KEY (id),
	CONSTRAINT fk_log_entries_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT ck_log_entries_logkind CHECK (kind IN ('use', 'fault', 'repair', 'order', 'stop', 'reading', 'loan', 'change')),
	CONSTRAINT fk_log_entries_party_id FOREIGN KEY(party_id) REFERENCES parties (id)
);

CREATE TABLE machine_documents (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	label VARCHAR NOT NULL,
	file VARCHAR NOT NULL,
	file_name VARCHAR NOT NULL,
	major INTEGER NOT NULL,
	minor INTEGER NOT NULL,
	valid_from DATE NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_machine_documents PRIMARY KEY (id),
	CONSTRAINT fk_machine_documents_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT ck_machine_documents_documentkind CHECK (kind IN ('manual', 'safety_sheet', 'invoice', 'other'))
);

CREATE TABLE machine_needs (
	machine_id UUID NOT NULL,
	needed_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	CONSTRAINT pk_machine_needs PRIMARY KEY (machine_id, needed_id),
	CONSTRAINT ck_machine_needs_not_itself CHECK (machine_id <> needed_id),
	CONSTRAINT fk_machine_needs_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_machine_needs_needed_id FOREIGN KEY(needed_id) REFERENCES machines (id),
	CONSTRAINT ck_machine_needs_needkind CHECK (kind IN ('full', 'partial'))
);

CREATE TABLE machine_questions (
	id UUID NOT NULL,
	machine_id UUID,
	family_id UUID,
	moment VARCHAR(32) NOT NULL,
	text VARCHAR NOT NULL,
	answer VARCHAR(32) NOT NULL,
	required BOOLEAN NOT NULL,
	position INTEGER NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_machine_questions PRIMARY KEY (id),
	CONSTRAINT ck_machine_questions_of_one_of_both CHECK ((machine_id IS NULL) <> (family_id IS NULL)),
	CONSTRAINT fk_machine_questions_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_machine_questions_family_id FOREIGN KEY(family_id) REFERENCES list_entries (id),
	CONSTRAINT ck_machine_questions_questionmoment CHECK (moment IN ('before', 'after')),
	CONSTRAINT ck_machine_questions_answerkind CHECK (answer IN ('yes_no', 'number', 'text'))
);

CREATE TABLE memberships (
	id UUID NOT NULL,
	number INTEGER NOT NULL,
	party_id UUID NOT NULL,
	kind_id UUID NOT NULL,
	plan_id UUID NOT NULL,
	audience_id UUID,
	entered_on DATE NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	holds_from DATE,
	category_id UUID,
	acceptance VARCHAR(32) NOT NULL,
	decided_on DATE,
	decided_by VARCHAR NOT NULL,
	taken_over BOOLEAN NOT NULL,
	cancelled_at TIMESTAMP WITH TIME ZONE,
	cancel_reason VARCHAR NOT NULL,
	import_id UUID,
	version INTEGER NOT NULL,
	CONSTRAINT pk_memberships PRIMARY KEY (id),
	CONSTRAINT ck_memberships_ends_after_start CHECK (ends_on >= starts_on),
	CONSTRAINT uq_memberships_number UNIQUE (number),
	CONSTRAINT fk_memberships_party_id FOREIGN KEY(party_id) REFERENCES parties (id),
	CONSTRAINT fk_memberships_kind_id FOREIGN KEY(kind_id) REFERENCES membership_kinds (id),
	CONSTRAINT fk_memberships_plan_id FOREIGN KEY(plan_id) REFERENCES membership_plans (id),
	CONSTRAINT fk_memberships_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT fk_memberships_category_id FOREIGN KEY(category_id) REFERENCES list_entries (id),
	CONSTRAINT ck_memberships_acceptance CHECK (acceptance IN ('not_asked', 'awaited', 'accepted', 'refused')),
	CONSTRAINT fk_memberships_import_id FOREIGN KEY(import_id) REFERENCES import_batches (id)
);

CREATE TABLE meters (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	label VARCHAR NOT NULL,
	unit VARCHAR NOT NULL,
	initial BIGINT NOT NULL,
	begins_on DATE NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_meters PRIMARY KEY (id),
	CONSTRAINT uq_meters_machine_id_label UNIQUE (machine_id, label),
	CONSTRAINT fk_meters_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT ck_meters_meterkind CHECK (kind IN ('hours', 'trips', 'read'))
);

CREATE TABLE organisations (
	id UUID NOT NULL,
	organisation_kind VARCHAR(32) NOT NULL,
	siret VARCHAR NOT NULL,
	vat_number VARCHAR NOT NULL,
	billing_address VARCHAR NOT NULL,
	chorus_asks VARCHAR(32) NOT NULL,
	chorus_services VARCHAR NOT NULL,
	CONSTRAINT pk_organisations PRIMARY KEY (id),
	CONSTRAINT fk_organisations_id FOREIGN KEY(id) REFERENCES parties (id),
	CONSTRAINT ck_organisations_organisationkind CHECK (organisation_kind IN ('association', 'company', 'school', 'public_body', 'other')),
	CONSTRAINT ck_organisations_chorusasks CHECK (chorus_asks IN ('not_said', 'neither', 'service', 'engagement', 'either', 'both'))
);

CREATE TABLE party_erasures (
	party_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	kept_until DATE,
	CONSTRAINT pk_party_erasures PRIMARY KEY (party_id),
	CONSTRAINT fk_party_erasures_party_id FOREIGN KEY(party_id) REFERENCES parties (id)
);

CREATE TABLE party_merges (
	gone_id UUID NOT NULL,
	number INTEGER NOT NULL,
	kept_id UUID NOT NULL,
	sort_name VARCHAR NOT NULL,
	outside_number VARCHAR NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	was JSON NOT NULL,
	replaced JSON NOT NULL,
	CONSTRAINT pk_party_merges PRIMARY KEY (gone_id),
	CONSTRAINT uq_party_merges_number UNIQUE (number),
	CONSTRAINT fk_party_merges_kept_id FOREIGN KEY(kept_id) REFERENCES parties (id)
);

CREATE TABLE people (
	id UUID NOT NULL,
	first_name VARCHAR NOT NULL,
	last_name VARCHAR NOT NULL,
	gender VARCHAR(32) NOT NULL,
	birth_date DATE,
	profession VARCHAR NOT NULL,
	emergency_contact VARCHAR NOT NULL,
	may_leave_alone BOOLEAN,
	CONSTRAINT pk_people PRIMARY KEY (id),
	CONSTRAINT fk_people_id FOREIGN KEY(id) REFERENCES parties (id),
	CONSTRAINT ck_people_gender CHECK (gender IN ('female', 'male', 'other', 'not_stated'))
);

CREATE TABLE piece_wordings (
	id UUID NOT NULL,
	kind_id UUID NOT NULL,
	valid_from DATE NOT NULL,
	label VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	asks_again BOOLEAN NOT NULL,
	CONSTRAINT pk_piece_wordings PRIMARY KEY (id),
	CONSTRAINT uq_piece_wordings_kind_id_valid_from UNIQUE (kind_id, valid_from),
	CONSTRAINT fk_piece_wordings_kind_id FOREIGN KEY(kind_id) REFERENCES piece_kinds (id)
);

CREATE TABLE projects (
	id UUID NOT NULL,
	title VARCHAR NOT NULL,
	sort_name VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	link VARCHAR NOT NULL,
	licence VARCHAR NOT NULL,
	stage VARCHAR(32) NOT NULL,
	organisation_id UUID,
	accompanied BOOLEAN NOT NULL,
	begun_on DATE NOT NULL,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_projects PRIMARY KEY (id),
	CONSTRAINT ck_projects_projectstage CHECK (stage IN ('idea', 'prototype', 'trial', 'done', 'given_up')),
	CONSTRAINT fk_projects_organisation_id FOREIGN KEY(organisation_id) REFERENCES parties (id)
);

CREATE TABLE sealed_records (
	party_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	ended_on DATE NOT NULL,
	was JSON NOT NULL,
	CONSTRAINT pk_sealed_records PRIMARY KEY (party_id),
	CONSTRAINT fk_sealed_records_party_id FOREIGN KEY(party_id) REFERENCES parties (id)
);

CREATE TABLE stock_movements (
	id UUID NOT NULL,
	level_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	day DATE NOT NULL,
	quantity BIGINT NOT NULL,
	balance BIGINT NOT NULL,
	reason VARCHAR(32) NOT NULL,
	unit_cost BIGINT NOT NULL,
	account_id UUID NOT NULL,
	fact_id UUID,
	corrects_id UUID,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_stock_movements PRIMARY KEY (id),
	CONSTRAINT ck_stock_movements_something_moved CHECK (quantity <> 0),
	CONSTRAINT ck_stock_movements_balance_not_negative CHECK (balance >= 0),
	CONSTRAINT fk_stock_movements_level_id FOREIGN KEY(level_id) REFERENCES stock_levels (id),
	CONSTRAINT ck_stock_movements_movementreason CHECK (reason IN ('entry', 'use', 'upkeep', 'sale', 'loss', 'transfer', 'count', 'return')),
	CONSTRAINT fk_stock_movements_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
	CONSTRAINT uq_stock_movements_corrects_id UNIQUE (corrects_id),
	CONSTRAINT fk_stock_movements_corrects_id FOREIGN KEY(corrects_id) REFERENCES stock_movements (id)
);

CREATE TABLE told_apart (
	first_id UUID NOT NULL,
	second_id UUID NOT NULL,
	CONSTRAINT pk_told_apart PRIMARY KEY (first_id, second_id),
	CONSTRAINT fk_told_apart_first_id FOREIGN KEY(first_id) REFERENCES parties (id),
	CONSTRAINT fk_told_apart_second_id FOREIGN KEY(second_id) REFERENCES parties (id)
);

CREATE TABLE use_days (
	use_id UUID NOT NULL,
	day DATE NOT NULL,
	machine_id UUID NOT NULL,
	operator_id UUID,
	seconds INTEGER NOT NULL,
	first BOOLEAN NOT NULL,
	override BOOLEAN NOT NULL,
	CONSTRAINT pk_use_days PRIMARY KEY (use_id, day),
	CONSTRAINT ck_use_days_seconds_not_negative CHECK (seconds >= 0),
	CONSTRAINT fk_use_days_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_use_days_operator_id FOREIGN KEY(operator_id) REFERENCES parties (id)
);

CREATE TABLE allocations (
	id UUID NOT NULL,
	cashing_id UUID NOT NULL,
	charge_id UUID NOT NULL,
	amount BIGINT NOT NULL,
	CONSTRAINT pk_allocations PRIMARY KEY (id),
	CONSTRAINT uq_allocations_cashing_id_charge_id UNIQUE (cashing_id, charge_id),
	CONSTRAINT fk_allocations_cashing_id FOREIGN KEY(cashing_id) REFERENCES cashings (id),
	CONSTRAINT fk_allocations_charge_id FOREIGN KEY(charge_id) REFERENCES charges (id)
);

CREATE TABLE arrivals (
	id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	day DATE NOT NULL,
	counted_on DATE,
	at TIMESTAMP WITH TIME ZONE,
	role VARCHAR(32) NOT NULL,
	heads INTEGER NOT NULL,
	adults INTEGER NOT NULL,
	newcomers INTEGER,
	person_id UUID,
	organisation_id UUID,
	label VARCHAR NOT NULL,
	audience_id UUID,
	gender VARCHAR(32) NOT NULL,
	age INTEGER,
	city VARCHAR NOT NULL,
	postal_code VARCHAR NOT NULL,
	commune VARCHAR NOT NULL,
	district VARCHAR NOT NULL,
	CONSTRAINT pk_arrivals PRIMARY KEY (id),
	CONSTRAINT uq_arrivals_person_id_counted_on UNIQUE (person_id, counted_on),
	CONSTRAINT ck_arrivals_counted_on_its_day CHECK (counted_on = day),
	CONSTRAINT ck_arrivals_person_named CHECK ((kind = 'person') = (person_id IS NOT NULL)),
	CONSTRAINT ck_arrivals_heads_sensible CHECK (heads BETWEEN 1 AND 999),
	CONSTRAINT ck_arrivals_newcomers_among_heads CHECK (newcomers BETWEEN 0 AND heads),
	CONSTRAINT ck_arrivals_arrivalkind CHECK (kind IN ('person', 'count', 'group')),
	CONSTRAINT ck_arrivals_arrivalrole CHECK (role IN ('public', 'supervisor', 'speaker', 'volunteer', 'staff')),
	CONSTRAINT fk_arrivals_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_arrivals_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id),
	CONSTRAINT fk_arrivals_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT ck_arrivals_gender CHECK (gender IN ('female', 'male', 'other', 'not_stated'))
);

CREATE TABLE consents (
	id UUID NOT NULL,
	person_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	given BOOLEAN NOT NULL,
	given_on DATE NOT NULL,
	wording VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	by_guardian_id UUID,
	media JSON NOT NULL,
	valid_until DATE,
	wording_id UUID,
	CONSTRAINT pk_consents PRIMARY KEY (id),
	CONSTRAINT fk_consents_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT ck_consents_consentkind CHECK (kind IN ('newsletter', 'image')),
	CONSTRAINT fk_consents_by_guardian_id FOREIGN KEY(by_guardian_id) REFERENCES people (id),
	CONSTRAINT fk_consents_wording_id FOREIGN KEY(wording_id) REFERENCES piece_wordings (id)
);

CREATE TABLE covers (
	id UUID NOT NULL,
	person_id UUID NOT NULL,
	organisation_id UUID,
	reason VARCHAR NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_covers PRIMARY KEY (id),
	CONSTRAINT ck_covers_ends_after_start CHECK (ends_on >= starts_on),
	CONSTRAINT ck_covers_by_something CHECK (organisation_id IS NOT NULL OR reason <> ''),
	CONSTRAINT ck_covers_ends_by_itself CHECK (ends_on IS NOT NULL OR reason = ''),
	CONSTRAINT fk_covers_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_covers_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id)
);

CREATE TABLE guardians (
	id UUID NOT NULL,
	child_id UUID NOT NULL,
	guardian_id UUID NOT NULL,
	relation VARCHAR(32) NOT NULL,
	sole_holder BOOLEAN NOT NULL,
	may_fetch BOOLEAN NOT NULL,
	CONSTRAINT pk_guardians PRIMARY KEY (id),
	CONSTRAINT uq_guardians_child_id_guardian_id UNIQUE (child_id, guardian_id),
	CONSTRAINT ck_guardians_not_oneself CHECK (child_id <> guardian_id),
	CONSTRAINT fk_guardians_child_id FOREIGN KEY(child_id) REFERENCES people (id),
	CONSTRAINT fk_guardians_guardian_id FOREIGN KEY(guardian_id) REFERENCES people (id),
	CONSTRAINT ck_guardians_guardianrelation CHECK (relation IN ('parent', 'guardian', 'other'))
);

CREATE TABLE household_members (
	person_id UUID NOT NULL,
	household_id UUID NOT NULL,
	CONSTRAINT pk_household_members PRIMARY KEY (person_id),
	CONSTRAINT fk_household_members_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_household_members_household_id FOREIGN KEY(household_id) REFERENCES households (id)
);

CREATE TABLE invoice_lines (
	id UUID NOT NULL,
	invoice_id UUID NOT NULL,
	position INTEGER NOT NULL,
	label VARCHAR NOT NULL,
	quantity BIGINT NOT NULL,
	unit_price BIGINT NOT NULL,
	vat VARCHAR(32) NOT NULL,
	tax_included BOOLEAN NOT NULL,
	unit VARCHAR NOT NULL,
	detail VARCHAR NOT NULL,
	is_goods BOOLEAN NOT NULL,
	performed_on DATE,
	article_id UUID,
	charge_id UUID,
	credits_id UUID,
	amount BIGINT,
	CONSTRAINT pk_invoice_lines PRIMARY KEY (id),
	CONSTRAINT ck_invoice_lines_of_something CHECK (quantity <> 0),
	CONSTRAINT ck_invoice_lines_price_not_negative CHECK (unit_price >= 0),
	CONSTRAINT fk_invoice_lines_invoice_id FOREIGN KEY(invoice_id) REFERENCES invoices (id),
	CONSTRAINT ck_invoice_lines_vatnature CHECK (vat IN ('to_qualify', 'out_of_scope', 'exempt_261_7_1_a', 'exempt_261_7_1_b', 'exempt_261_4_4', 'franchise_293_b', 'taxed_20', 'taxed_10', 'taxed_5_5', 'taxed_2_1')),
	CONSTRAINT fk_invoice_lines_article_id FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_invoice_lines_charge_id FOREIGN KEY(charge_id) REFERENCES charges (id),
	CONSTRAINT fk_invoice_lines_credits_id FOREIGN KEY(credits_id) REFERENCES invoice_lines (id)
);

CREATE TABLE mandates (
	id UUID NOT NULL,
	carrier_id UUID NOT NULL,
	person_id UUID NOT NULL,
	office VARCHAR(32) NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	resigned_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_mandates PRIMARY KEY (id),
	CONSTRAINT ck_mandates_ends_after_start CHECK (ends_on >= starts_on),
	CONSTRAINT fk_mandates_carrier_id FOREIGN KEY(carrier_id) REFERENCES carriers (id),
	CONSTRAINT fk_mandates_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT ck_mandates_office CHECK (office IN ('president', 'treasurer', 'secretary', 'member'))
);

CREATE TABLE membership_attestations (
	paper_id UUID NOT NULL,
	membership_id UUID NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_membership_attestations PRIMARY KEY (paper_id),
	CONSTRAINT fk_membership_attestations_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id),
	CONSTRAINT fk_membership_attestations_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id)
);

CREATE TABLE meter_readings (
	id UUID NOT NULL,
	meter_id UUID NOT NULL,
	day DATE NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	value BIGINT NOT NULL,
	added BIGINT NOT NULL,
	replaced BOOLEAN NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	account_id UUID NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_meter_readings PRIMARY KEY (id),
	CONSTRAINT fk_meter_readings_meter_id FOREIGN KEY(meter_id) REFERENCES meters (id),
	CONSTRAINT fk_meter_readings_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE TABLE organisation_contacts (
	id UUID NOT NULL,
	organisation_id UUID NOT NULL,
	person_id UUID NOT NULL,
	role VARCHAR NOT NULL,
	CONSTRAINT pk_organisation_contacts PRIMARY KEY (id),
	CONSTRAINT uq_organisation_contacts_organisation_id_person_id UNIQUE (organisation_id, person_id),
	CONSTRAINT fk_organisation_contacts_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id),
	CONSTRAINT fk_organisation_contacts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE payments (
	id UUID NOT NULL,
	cashing_id UUID NOT NULL,
	method_id UUID NOT NULL,
	amount BIGINT NOT NULL,
	tendered BIGINT NOT NULL,
	change BIGINT NOT NULL,
	reference VARCHAR NOT NULL,
	drawer VARCHAR NOT NULL,
	bank VARCHAR NOT NULL,
	CONSTRAINT pk_payments PRIMARY KEY (id),
	CONSTRAINT ck_payments_change_adds_up CHECK (tendered - change = amount),
	CONSTRAINT fk_payments_cashing_id FOREIGN KEY(cashing_id) REFERENCES cashings (id),
	CONSTRAINT fk_payments_method_id FOREIGN KEY(method_id) REFERENCES payment_methods (id)
);

CREATE TABLE people_on_duty (
	permanence_id UUID NOT NULL,
	person_id UUID NOT NULL,
	CONSTRAINT pk_people_on_duty PRIMARY KEY (permanence_id, person_id),
	CONSTRAINT fk_people_on_duty_permanence_id FOREIGN KEY(permanence_id) REFERENCES permanences (id),
	CONSTRAINT fk_people_on_duty_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE pieces (
	id UUID NOT NULL,
	party_id UUID NOT NULL,
	kind_id UUID NOT NULL,
	wording_id UUID,
	received_on DATE NOT NULL,
	valid_until DATE NOT NULL,
	note VARCHAR NOT NULL,
	noted_by UUID NOT NULL,
	withdrawn_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_pieces PRIMARY KEY (id),
	CONSTRAINT fk_pieces_party_id FOREIGN KEY(party_id) REFERENCES parties (id),
	CONSTRAINT fk_pieces_kind_id FOREIGN KEY(kind_id) REFERENCES piece_kinds (id),
	CONSTRAINT fk_pieces_wording_id FOREIGN KEY(wording_id) REFERENCES piece_wordings (id),
	CONSTRAINT fk_pieces_noted_by FOREIGN KEY(noted_by) REFERENCES accounts (id)
);

CREATE TABLE project_files (
	id UUID NOT NULL,
	project_id UUID NOT NULL,
	file VARCHAR NOT NULL,
	file_name VARCHAR NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	CONSTRAINT pk_project_files PRIMARY KEY (id),
	CONSTRAINT fk_project_files_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);

CREATE TABLE project_meetings (
	id UUID NOT NULL,
	project_id UUID NOT NULL,
	day DATE NOT NULL,
	minutes INTEGER NOT NULL,
	person_id UUID,
	stage VARCHAR(32) NOT NULL,
	text VARCHAR NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_project_meetings PRIMARY KEY (id),
	CONSTRAINT ck_project_meetings_minutes_sensible CHECK (minutes BETWEEN 1 AND 1440),
	CONSTRAINT fk_project_meetings_project_id FOREIGN KEY(project_id) REFERENCES projects (id),
	CONSTRAINT fk_project_meetings_person_id FOREIGN KEY(person_id) REFERENCES parties (id),
	CONSTRAINT ck_project_meetings_projectstage CHECK (stage IN ('idea', 'prototype', 'trial', 'done', 'given_up'))
);

CREATE TABLE project_people (
	project_id UUID NOT NULL,
	person_id UUID NOT NULL,
	role VARCHAR(32) NOT NULL,
	CONSTRAINT pk_project_people PRIMARY KEY (project_id, person_id),
	CONSTRAINT fk_project_people_project_id FOREIGN KEY(project_id) REFERENCES projects (id),
	CONSTRAINT fk_project_people_person_id FOREIGN KEY(person_id) REFERENCES parties (id),
	CONSTRAINT ck_project_people_projectrole CHECK (role IN ('leads', 'takes_part', 'accompanies'))
);

CREATE TABLE training_sessions (
	id UUID NOT NULL,
	course_id UUID NOT NULL,
	state VARCHAR(32) NOT NULL,
	begins_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	seats INTEGER NOT NULL,
	minimum INTEGER NOT NULL,
	decide_on DATE,
	host_id UUID,
	payer_id UUID,
	funder_reference VARCHAR NOT NULL,
	axis VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE,
	closed_reason VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_training_sessions PRIMARY KEY (id),
	CONSTRAINT ck_training_sessions_seats_sensible CHECK (seats BETWEEN 1 AND 999),
	CONSTRAINT ck_training_sessions_closed_at_an_instant CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
	CONSTRAINT fk_training_sessions_course_id FOREIGN KEY(course_id) REFERENCES courses (id),
	CONSTRAINT ck_training_sessions_sessionstate CHECK (state IN ('planned', 'closed', 'cancelled')),
	CONSTRAINT fk_training_sessions_host_id FOREIGN KEY(host_id) REFERENCES organisations (id),
	CONSTRAINT fk_training_sessions_payer_id FOREIGN KEY(payer_id) REFERENCES organisations (id)
);

CREATE TABLE upkeep_plans (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	label VARCHAR NOT NULL,
	every_days INTEGER,
	every_hours INTEGER,
	every_units BIGINT,
	meter_id UUID,
	from_planned BOOLEAN NOT NULL,
	warn_days INTEGER NOT NULL,
	warn_hours INTEGER NOT NULL,
	stops BOOLEAN NOT NULL,
	minutes INTEGER,
	checklist JSON NOT NULL,
	starts_on DATE NOT NULL,
	last_done_on DATE,
	archived_on DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_upkeep_plans PRIMARY KEY (id),
	CONSTRAINT ck_upkeep_plans_some_interval CHECK (every_days IS NOT NULL OR every_hours IS NOT NULL OR every_units IS NOT NULL),
	CONSTRAINT ck_upkeep_plans_units_of_a_meter CHECK ((every_units IS NULL) = (meter_id IS NULL)),
	CONSTRAINT fk_upkeep_plans_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_upkeep_plans_meter_id FOREIGN KEY(meter_id) REFERENCES meters (id)
);

CREATE TABLE uses (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	running_machine_id UUID,
	state VARCHAR(32) NOT NULL,
	source VARCHAR(32) NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE,
	day DATE NOT NULL,
	user_id UUID,
	label VARCHAR NOT NULL,
	heads INTEGER NOT NULL,
	operator_id UUID,
	animator_id UUID,
	purpose_id UUID,
	project_id UUID,
	unattended BOOLEAN NOT NULL,
	planned_end TIMESTAMP WITH TIME ZONE,
	outcome VARCHAR(32) NOT NULL,
	note VARCHAR NOT NULL,
	photo VARCHAR NOT NULL,
	answers JSON NOT NULL,
	override_reason VARCHAR NOT NULL,
	override_by UUID,
	refusals JSON NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	recorded_by UUID NOT NULL,
	corrects_id UUID,
	closed_reason VARCHAR NOT NULL,
	bill_id UUID,
	audience_id UUID,
	gender VARCHAR(32) NOT NULL,
	age INTEGER,
	commune VARCHAR NOT NULL,
	district VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_uses PRIMARY KEY (id),
	CONSTRAINT ck_uses_ends_after_it_begins CHECK (ends_at IS NULL OR ends_at > starts_at),
	CONSTRAINT ck_uses_runs CHECK ((state = 'running') = (running_machine_id IS NOT NULL)),
	CONSTRAINT ck_uses_running_has_no_end CHECK ((state = 'running') <= (ends_at IS NULL)),
	CONSTRAINT ck_uses_heads_sensible CHECK (heads BETWEEN 1 AND 999),
	CONSTRAINT fk_uses_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT uq_uses_running_machine_id UNIQUE (running_machine_id),
	CONSTRAINT ck_uses_usestate CHECK (state IN ('running', 'over', 'replaced', 'withdrawn')),
	CONSTRAINT ck_uses_usesource CHECK (source IN ('live', 'past', 'sheet', 'import')),
	CONSTRAINT fk_uses_user_id FOREIGN KEY(user_id) REFERENCES parties (id),
	CONSTRAINT fk_uses_operator_id FOREIGN KEY(operator_id) REFERENCES parties (id),
	CONSTRAINT fk_uses_animator_id FOREIGN KEY(animator_id) REFERENCES parties (id),
	CONSTRAINT fk_uses_purpose_id FOREIGN KEY(purpose_id) REFERENCES list_entries (id),
	CONSTRAINT fk_uses_project_id FOREIGN KEY(project_id) REFERENCES projects (id),
	CONSTRAINT ck_uses_outcome CHECK (outcome IN ('not_said', 'done', 'failed', 'given_up')),
	CONSTRAINT fk_uses_override_by FOREIGN KEY(override_by) REFERENCES accounts (id),
	CONSTRAINT fk_uses_recorded_by FOREIGN KEY(recorded_by) REFERENCES accounts (id),
	CONSTRAINT uq_uses_corrects_id UNIQUE (corrects_id),
	CONSTRAINT fk_uses_corrects_id FOREIGN KEY(corrects_id) REFERENCES uses (id),
	CONSTRAINT uq_uses_bill_id UNIQUE (bill_id),
	CONSTRAINT fk_uses_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT ck_uses_gender CHECK (gender IN ('female', 'male', 'other', 'not_stated'))
);

CREATE TABLE consent_retractions (
	consent_id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_consent_retractions PRIMARY KEY (consent_id),
	CONSTRAINT fk_consent_retractions_consent_id FOREIGN KEY(consent_id) REFERENCES consents (id)
);

CREATE TABLE enrolments (
	id UUID NOT NULL,
	session_id UUID NOT NULL,
	person_id UUID NOT NULL,
	state VARCHAR(32) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	profession VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	funding VARCHAR(32) NOT NULL,
	payer_id UUID,
	audience_id UUID,
	gender VARCHAR(32) NOT NULL,
	age INTEGER,
	commune VARCHAR NOT NULL,
	district VARCHAR NOT NULL,
	result VARCHAR(32) NOT NULL,
	grades JSON NOT NULL,
	remark VARCHAR NOT NULL,
	override_reason VARCHAR NOT NULL,
	withdrawn_reason VARCHAR NOT NULL,
	bill_id UUID,
	version INTEGER NOT NULL,
	CONSTRAINT pk_enrolments PRIMARY KEY (id),
	CONSTRAINT fk_enrolments_session_id FOREIGN KEY(session_id) REFERENCES training_sessions (id),
	CONSTRAINT fk_enrolments_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT ck_enrolments_enrolmentstate CHECK (state IN ('enrolled', 'waiting', 'withdrawn')),
	CONSTRAINT ck_enrolments_funding CHECK (funding IN ('not_stated', 'eligible', 'free_listener')),
	CONSTRAINT fk_enrolments_payer_id FOREIGN KEY(payer_id) REFERENCES parties (id),
	CONSTRAINT fk_enrolments_audience_id FOREIGN KEY(audience_id) REFERENCES audiences (id),
	CONSTRAINT ck_enrolments_gender CHECK (gender IN ('female', 'male', 'other', 'not_stated')),
	CONSTRAINT ck_enrolments_result CHECK (result IN ('not_assessed', 'passed', 'failed'))
);

CREATE TABLE half_days (
	id UUID NOT NULL,
	session_id UUID NOT NULL,
	day DATE NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
	space_id UUID,
	place VARCHAR NOT NULL,
	CONSTRAINT pk_half_days PRIMARY KEY (id),
	CONSTRAINT ck_half_days_ends_after_it_begins CHECK (ends_at > starts_at),
	CONSTRAINT fk_half_days_session_id FOREIGN KEY(session_id) REFERENCES training_sessions (id),
	CONSTRAINT fk_half_days_space_id FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE TABLE session_trainers (
	session_id UUID NOT NULL,
	person_id UUID NOT NULL,
	CONSTRAINT pk_session_trainers PRIMARY KEY (session_id, person_id),
	CONSTRAINT fk_session_trainers_session_id FOREIGN KEY(session_id) REFERENCES training_sessions (id),
	CONSTRAINT fk_session_trainers_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE signed_sheets (
	id UUID NOT NULL,
	session_id UUID NOT NULL,
	file VARCHAR NOT NULL,
	file_name VARCHAR NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	CONSTRAINT pk_signed_sheets PRIMARY KEY (id),
	CONSTRAINT fk_signed_sheets_session_id FOREIGN KEY(session_id) REFERENCES training_sessions (id)
);

CREATE TABLE upkeep_orders (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	label VARCHAR NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	opened_by UUID NOT NULL,
	plan_id UUID,
	open_plan_id UUID,
	planned_on DATE,
	state VARCHAR(32) NOT NULL,
	done_on DATE,
	done_at TIMESTAMP WITH TIME ZONE,
	done_by_id UUID,
	done_by VARCHAR NOT NULL,
	hours_then BIGINT,
	units_then BIGINT,
	minutes INTEGER,
	cost BIGINT,
	note VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_upkeep_orders PRIMARY KEY (id),
	CONSTRAINT ck_upkeep_orders_done_on_a_day CHECK ((state = 'done') = (done_on IS NOT NULL)),
	CONSTRAINT fk_upkeep_orders_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_upkeep_orders_opened_by FOREIGN KEY(opened_by) REFERENCES accounts (id),
	CONSTRAINT fk_upkeep_orders_plan_id FOREIGN KEY(plan_id) REFERENCES upkeep_plans (id),
	CONSTRAINT uq_upkeep_orders_open_plan_id UNIQUE (open_plan_id),
	CONSTRAINT ck_upkeep_orders_orderstate CHECK (state IN ('open', 'done', 'cancelled')),
	CONSTRAINT fk_upkeep_orders_done_by_id FOREIGN KEY(done_by_id) REFERENCES parties (id)
);

CREATE TABLE use_materials (
	id UUID NOT NULL,
	use_id UUID NOT NULL,
	article_id UUID NOT NULL,
	quantity BIGINT NOT NULL,
	unit_price BIGINT NOT NULL,
	unit_cost BIGINT NOT NULL,
	offered BOOLEAN NOT NULL,
	offered_reason VARCHAR NOT NULL,
	own BOOLEAN NOT NULL,
	CONSTRAINT pk_use_materials PRIMARY KEY (id),
	CONSTRAINT ck_use_materials_quantity_positive CHECK (quantity > 0),
	CONSTRAINT fk_use_materials_use_id FOREIGN KEY(use_id) REFERENCES uses (id),
	CONSTRAINT fk_use_materials_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE TABLE certifications (
	id UUID NOT NULL,
	person_id UUID NOT NULL,
	machine_id UUID,
	family_id UUID,
	course_id UUID,
	level VARCHAR(32) NOT NULL,
	granted_on DATE NOT NULL,
	source VARCHAR(32) NOT NULL,
	granted_by VARCHAR NOT NULL,
	trainer_id UUID,
	enrolment_id UUID,
	fixed_until DATE,
	disuse_months INTEGER,
	sheet VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	account_id UUID NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_certifications PRIMARY KEY (id),
	CONSTRAINT ck_certifications_of_one_of_both CHECK ((machine_id IS NULL) <> (family_id IS NULL)),
	CONSTRAINT ck_certifications_ends_after_it CHECK (fixed_until IS NULL OR fixed_until >= granted_on),
	CONSTRAINT fk_certifications_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_certifications_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT fk_certifications_family_id FOREIGN KEY(family_id) REFERENCES list_entries (id),
	CONSTRAINT fk_certifications_course_id FOREIGN KEY(course_id) REFERENCES courses (id),
	CONSTRAINT ck_certifications_level CHECK (level IN ('accompanied', 'autonomous', 'trainer')),
	CONSTRAINT ck_certifications_source CHECK (source IN ('session', 'direct', 'taken_over', 'founder')),
	CONSTRAINT fk_certifications_trainer_id FOREIGN KEY(trainer_id) REFERENCES people (id),
	CONSTRAINT fk_certifications_enrolment_id FOREIGN KEY(enrolment_id) REFERENCES enrolments (id),
	CONSTRAINT fk_certifications_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE TABLE half_day_presences (
	enrolment_id UUID NOT NULL,
	half_day_id UUID NOT NULL,
	presence VARCHAR(32) NOT NULL,
	CONSTRAINT pk_half_day_presences PRIMARY KEY (enrolment_id, half_day_id),
	CONSTRAINT fk_half_day_presences_enrolment_id FOREIGN KEY(enrolment_id) REFERENCES enrolments (id),
	CONSTRAINT fk_half_day_presences_half_day_id FOREIGN KEY(half_day_id) REFERENCES half_days (id),
	CONSTRAINT ck_half_day_presences_presence CHECK (presence IN ('not_noted', 'present', 'absent', 'excused'))
);

CREATE TABLE machine_stops (
	id UUID NOT NULL,
	machine_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE,
	cause_id UUID,
	fault_id UUID,
	order_id UUID,
	text VARCHAR NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_machine_stops PRIMARY KEY (id),
	CONSTRAINT ck_machine_stops_ends_after_it_begins CHECK (ends_at IS NULL OR ends_at >= starts_at),
	CONSTRAINT fk_machine_stops_machine_id FOREIGN KEY(machine_id) REFERENCES machines (id),
	CONSTRAINT ck_machine_stops_stopkind CHECK (kind IN ('failure', 'upkeep', 'other')),
	CONSTRAINT fk_machine_stops_cause_id FOREIGN KEY(cause_id) REFERENCES list_entries (id),
	CONSTRAINT fk_machine_stops_fault_id FOREIGN KEY(fault_id) REFERENCES faults (id),
	CONSTRAINT fk_machine_stops_order_id FOREIGN KEY(order_id) REFERENCES upkeep_orders (id)
);

CREATE TABLE order_checks (
	order_id UUID NOT NULL,
	position INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	result VARCHAR(32) NOT NULL,
	note VARCHAR NOT NULL,
	fault_id UUID,
	CONSTRAINT pk_order_checks PRIMARY KEY (order_id, position),
	CONSTRAINT fk_order_checks_order_id FOREIGN KEY(order_id) REFERENCES upkeep_orders (id),
	CONSTRAINT ck_order_checks_checkresult CHECK (result IN ('not_yet', 'good', 'failed', 'not_applicable')),
	CONSTRAINT fk_order_checks_fault_id FOREIGN KEY(fault_id) REFERENCES faults (id)
);

CREATE TABLE upkeep_files (
	id UUID NOT NULL,
	fault_id UUID,
	order_id UUID,
	file VARCHAR NOT NULL,
	file_name VARCHAR NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	CONSTRAINT pk_upkeep_files PRIMARY KEY (id),
	CONSTRAINT ck_upkeep_files_of_one_of_both CHECK ((fault_id IS NULL) <> (order_id IS NULL)),
	CONSTRAINT fk_upkeep_files_fault_id FOREIGN KEY(fault_id) REFERENCES faults (id),
	CONSTRAINT fk_upkeep_files_order_id FOREIGN KEY(order_id) REFERENCES upkeep_orders (id)
);

CREATE TABLE certification_events (
	id UUID NOT NULL,
	certification_id UUID NOT NULL,
	kind VARCHAR(32) NOT NULL,
	starts_on DATE NOT NULL,
	until DATE,
	reason VARCHAR NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	account_id UUID NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	CONSTRAINT pk_certification_events PRIMARY KEY (id),
	CONSTRAINT ck_certification_events_ends_after_it_begins CHECK (until IS NULL OR until >= starts_on),
	CONSTRAINT fk_certification_events_certification_id FOREIGN KEY(certification_id) REFERENCES certifications (id),
	CONSTRAINT ck_certification_events_eventkind CHECK (kind IN ('suspended', 'restored', 'revoked')),
	CONSTRAINT fk_certification_events_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_allocations_charge_id ON allocations (charge_id);

CREATE INDEX ix_arrivals_counted_on_id ON arrivals (counted_on, id);

CREATE INDEX ix_arrivals_organisation_id ON arrivals (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE INDEX ix_assemblies_day ON assemblies (day);

CREATE INDEX ix_assembly_voters_party_id ON assembly_voters (party_id);

CREATE INDEX ix_assembly_voters_proxy_id ON assembly_voters (proxy_id);

CREATE INDEX ix_audit_entries_account_id ON audit_entries (account_id);

CREATE INDEX ix_audit_entries_at ON audit_entries (at);

CREATE INDEX ix_audit_subjects_record_id_seq ON audit_subjects (record_id, seq);

CREATE INDEX ix_backup_records_at ON backup_records (at);

CREATE INDEX ix_cashings_at_id ON cashings (at, id);

CREATE INDEX ix_cashings_day ON cashings (day);

CREATE INDEX ix_cashings_payer_id ON cashings (payer_id);

CREATE INDEX ix_cashings_till_session_id ON cashings (till_session_id);

CREATE INDEX ix_certification_events_certification_id ON certification_events (certification_id, starts_on);

CREATE INDEX ix_certifications_course_id ON certifications (course_id);

CREATE INDEX ix_certifications_enrolment_id ON certifications (enrolment_id);

CREATE INDEX ix_certifications_family_id ON certifications (family_id, person_id);

CREATE INDEX ix_certifications_fixed_until ON certifications (fixed_until);

CREATE INDEX ix_certifications_machine_id ON certifications (machine_id, person_id);

CREATE INDEX ix_certifications_person_id ON certifications (person_id, machine_id, family_id);

CREATE INDEX ix_certifications_trainer_id ON certifications (trainer_id);

CREATE INDEX ix_charges_beneficiary_id ON charges (beneficiary_id);

CREATE INDEX ix_charges_import_id ON charges (import_id);

CREATE INDEX ix_charges_invoice_id ON charges (invoice_id);

CREATE INDEX ix_charges_owed_on ON charges (owed_on);

CREATE INDEX ix_charges_payer_id_state ON charges (payer_id, state);

CREATE INDEX ix_closures_ends_on ON closures (ends_on);

CREATE INDEX ix_consents_by_guardian_id ON consents (by_guardian_id);

CREATE INDEX ix_consents_person_id_kind ON consents (person_id, kind);

CREATE INDEX ix_consents_wording_id ON consents (wording_id);

CREATE INDEX ix_course_needs_needed_id ON course_needs (needed_id);

CREATE INDEX ix_course_targets_family_id ON course_targets (family_id);

CREATE INDEX ix_course_targets_machine_id ON course_targets (machine_id);

CREATE INDEX ix_covers_organisation_id ON covers (organisation_id);

CREATE INDEX ix_covers_person_id ON covers (person_id);

CREATE INDEX ix_custom_values_field_id_value ON custom_values (field_id, value, party_id);

CREATE INDEX ix_enrolments_payer_id ON enrolments (payer_id);

CREATE INDEX ix_enrolments_person_id ON enrolments (person_id);

CREATE INDEX ix_enrolments_session_id ON enrolments (session_id, person_id);

CREATE INDEX ix_faults_day ON faults (day);

CREATE INDEX ix_faults_machine_id_state ON faults (machine_id, state);

CREATE INDEX ix_faults_person_id ON faults (person_id);

CREATE INDEX ix_guardians_guardian_id ON guardians (guardian_id);

CREATE INDEX ix_half_day_presences_half_day_id ON half_day_presences (half_day_id);

CREATE INDEX ix_half_days_day ON half_days (day);

CREATE INDEX ix_half_days_session_id ON half_days (session_id, starts_at);

CREATE INDEX ix_household_members_household_id ON household_members (household_id);

CREATE INDEX ix_households_payer_id ON households (payer_id);

CREATE INDEX ix_invoice_lines_article_id ON invoice_lines (article_id);

CREATE INDEX ix_invoice_lines_charge_id ON invoice_lines (charge_id);

CREATE INDEX ix_invoice_lines_credits_id ON invoice_lines (credits_id);

CREATE INDEX ix_invoice_lines_invoice_id ON invoice_lines (invoice_id, position);

CREATE INDEX ix_invoices_buyer_id ON invoices (buyer_id);

CREATE INDEX ix_invoices_original_id ON invoices (original_id);

CREATE INDEX ix_invoices_state_issued_on ON invoices (state, issued_on);

CREATE INDEX ix_loans_borrower_id ON loans (borrower_id);

CREATE INDEX ix_loans_kit_id ON loans (kit_id);

CREATE INDEX ix_loans_machine_id ON loans (machine_id);

CREATE INDEX ix_log_entries_fact_id ON log_entries (fact_id);

CREATE INDEX ix_log_entries_machine_id_at ON log_entries (machine_id, at, id);

CREATE INDEX ix_log_entries_machine_id_kind ON log_entries (machine_id, kind, at, id);

CREATE INDEX ix_log_entries_party_id ON log_entries (party_id, machine_id, at, id);

CREATE INDEX ix_machine_documents_machine_id ON machine_documents (machine_id);

CREATE INDEX ix_machine_needs_needed_id ON machine_needs (needed_id);

CREATE INDEX ix_machine_questions_family_id ON machine_questions (family_id);

CREATE INDEX ix_machine_questions_machine_id ON machine_questions (machine_id);

CREATE INDEX ix_machine_stops_fault_id ON machine_stops (fault_id);

CREATE INDEX ix_machine_stops_machine_id_starts_at ON machine_stops (machine_id, starts_at, ends_at);

CREATE INDEX ix_machine_stops_order_id ON machine_stops (order_id);

CREATE INDEX ix_mandates_ends_on ON mandates (ends_on);

CREATE INDEX ix_mandates_person_id ON mandates (person_id);

CREATE INDEX ix_membership_attestations_membership_id ON membership_attestations (membership_id);

CREATE INDEX ix_membership_plans_kind_id ON membership_plans (kind_id);

CREATE INDEX ix_memberships_ends_on_number ON memberships (ends_on, number);

CREATE INDEX ix_memberships_ends_on_party_id ON memberships (ends_on, holds_from, cancelled_at, plan_id, party_id);

CREATE INDEX ix_memberships_entered_on ON memberships (entered_on);

CREATE INDEX ix_memberships_import_id ON memberships (import_id);

CREATE INDEX ix_memberships_party_id_kind_id ON memberships (party_id, kind_id, starts_on);

CREATE INDEX ix_meter_readings_meter_id_day ON meter_readings (meter_id, day);

CREATE INDEX ix_occupancies_fact_id ON occupancies (fact_id);

CREATE INDEX ix_occupancies_resource_id_starts_at ON occupancies (resource_id, starts_at, ends_at);

CREATE INDEX ix_organisation_contacts_person_id ON organisation_contacts (person_id);

CREATE INDEX ix_papers_subject_id ON papers (subject_id);

CREATE INDEX ix_parties_archived_on_due_on ON parties (archived_on, due_on, number, member_from, earlier_until);

CREATE INDEX ix_parties_archived_on_kind ON parties (archived_on, kind, due_on, number);

CREATE INDEX ix_parties_due_on_number ON parties (due_on, number, archived_on, kind, member_from, earlier_until);

CREATE INDEX ix_parties_email ON parties (email);

CREATE INDEX ix_parties_filtered ON parties (sort_name, number, archived_on, kind, due_on, member_from, earlier_until, audience_id, created_on, pieces_until, grown_pieces_until, id);

CREATE INDEX ix_parties_import_id ON parties (import_id);

CREATE INDEX ix_parties_number_sort_name ON parties (number, sort_name, id, archived_on, kind, due_on, member_from, earlier_until);

CREATE INDEX ix_parties_outside_number ON parties (outside_number);

CREATE INDEX ix_parties_pieces_until ON parties (pieces_until, due_on, archived_on, member_from, earlier_until, grown_pieces_until, number);

CREATE INDEX ix_parties_sort_name_number ON parties (sort_name, number, archived_on, kind, due_on, member_from, earlier_until, pieces_until, grown_pieces_until);

CREATE INDEX ix_parties_waiting_on ON parties (waiting_on, number) WHERE waiting_on IS NOT NULL;

CREATE INDEX ix_party_merges_kept_id ON party_merges (kept_id);

CREATE INDEX ix_party_merges_outside_number ON party_merges (outside_number);

CREATE INDEX ix_party_merges_sort_name ON party_merges (sort_name);

CREATE INDEX ix_payments_cashing_id ON payments (cashing_id);

CREATE INDEX ix_payments_method_id ON payments (method_id);

CREATE INDEX ix_people_birth_date_id ON people (birth_date, id);

CREATE INDEX ix_people_on_duty_person_id ON people_on_duty (person_id);

CREATE INDEX ix_period_locks_kind ON period_locks (kind);

CREATE INDEX ix_permanences_day ON permanences (day);

CREATE INDEX ix_pieces_kind_id ON pieces (kind_id);

CREATE INDEX ix_pieces_party_id_kind_id ON pieces (party_id, kind_id);

CREATE INDEX ix_pieces_wording_id ON pieces (wording_id);

CREATE INDEX ix_prices_article_id_valid_from ON prices (article_id, valid_from);

CREATE INDEX ix_project_files_project_id ON project_files (project_id);

CREATE INDEX ix_project_meetings_day ON project_meetings (day);

CREATE INDEX ix_project_meetings_person_id ON project_meetings (person_id);

CREATE INDEX ix_project_meetings_project_id_day ON project_meetings (project_id, day);

CREATE INDEX ix_project_people_person_id ON project_people (person_id);

CREATE INDEX ix_projects_organisation_id ON projects (organisation_id);

CREATE INDEX ix_session_trainers_person_id ON session_trainers (person_id);

CREATE INDEX ix_signed_sheets_session_id ON signed_sheets (session_id);

CREATE INDEX ix_stock_counts_day ON stock_counts (day);

CREATE INDEX ix_stock_movements_day ON stock_movements (day);

CREATE INDEX ix_stock_movements_fact_id ON stock_movements (fact_id);

CREATE INDEX ix_stock_movements_level_id_id ON stock_movements (level_id, id);

CREATE INDEX ix_till_entries_record_id ON till_entries (record_id);

CREATE INDEX ix_till_sessions_day ON till_sessions (day);

CREATE INDEX ix_till_sessions_till_id_closed_at ON till_sessions (till_id, closed_at);

CREATE INDEX ix_told_apart_second_id ON told_apart (second_id);

CREATE INDEX ix_training_papers_subject_id ON training_papers (subject_id);

CREATE INDEX ix_training_sessions_begins_on_id ON training_sessions (begins_on, id);

CREATE INDEX ix_training_sessions_course_id ON training_sessions (course_id, begins_on);

CREATE INDEX ix_training_sessions_host_id ON training_sessions (host_id);

CREATE INDEX ix_training_sessions_payer_id ON training_sessions (payer_id);

CREATE INDEX ix_upkeep_files_fault_id ON upkeep_files (fault_id);

CREATE INDEX ix_upkeep_files_order_id ON upkeep_files (order_id);

CREATE INDEX ix_upkeep_orders_done_by_id ON upkeep_orders (done_by_id);

CREATE INDEX ix_upkeep_orders_machine_id_state ON upkeep_orders (machine_id, state);

CREATE INDEX ix_upkeep_orders_plan_id_done_on ON upkeep_orders (plan_id, done_on);

CREATE INDEX ix_upkeep_plans_machine_id ON upkeep_plans (machine_id);

CREATE INDEX ix_use_days_day ON use_days (day, machine_id, seconds);

CREATE INDEX ix_use_days_machine_id_day ON use_days (machine_id, day, seconds, first);

CREATE INDEX ix_use_days_operator_id ON use_days (operator_id, machine_id, day);

CREATE INDEX ix_use_materials_use_id ON use_materials (use_id);

CREATE INDEX ix_uses_animator_id ON uses (animator_id);

CREATE INDEX ix_uses_day_state ON uses (day, state);

CREATE INDEX ix_uses_machine_id_day ON uses (machine_id, day);

CREATE INDEX ix_uses_operator_id ON uses (operator_id);

CREATE INDEX ix_uses_project_id ON uses (project_id);

CREATE INDEX ix_uses_user_id_starts_at ON uses (user_id, starts_at);
