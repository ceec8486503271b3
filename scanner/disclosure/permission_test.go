package disclosure

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

func declare(f *Facts, names ...string) {
	for _, n := range names {
		f.App.Permissions = append(f.App.Permissions, permission(n))
	}
}

func TestPermissionUndisclosed(t *testing.T) {
	run(t, []fires{
		{name: "one_finding_lists_all_permissions_of_the_group",
			is:   func(f *Facts) { declare(f, "READ_CONTACTS", "WRITE_CONTACTS") },
			want: []string{"error fail permission/undisclosed contacts"}, says: []string{"READ_CONTACTS and WRITE_CONTACTS"}},
		{name: "storage_counts_the_media_permissions",
			is:   func(f *Facts) { declare(f, "READ_MEDIA_IMAGES") },
			want: []string{"error fail permission/undisclosed storage"}},
		{name: "silent_where_the_document_names_it",
			is: func(f *Facts) {
				declare(f, "CAMERA")
				f.Policy.Permissions = append(f.Policy.Permissions, states("camera"))
			}},
		{name: "silent_for_permissions_without_a_group",
			is: func(f *Facts) { declare(f, "INTERNET", "SCHEDULE_EXACT_ALARM", "com.example.app.OWN") }},
		{name: "silent_for_implied_permissions",
			is: func(f *Facts) { f.App.Permissions = []app.Permission{implied("READ_CALL_LOG")} }},
		{name: "implied_permissions_join_the_finding_of_a_declared_one",
			is: func(f *Facts) {
				declare(f, "READ_CONTACTS")
				f.App.Permissions = append(f.App.Permissions, implied("GET_ACCOUNTS"))
			},
			want: []string{"error fail permission/undisclosed contacts"}, says: []string{"Android adds GET_ACCOUNTS"}},
		{name: "silent_for_permissions_without_effect",
			is: func(f *Facts) { f.App.Permissions = []app.Permission{ineffective("READ_PHONE_STATE")} }},
		{name: "sdks_that_read_the_same_stand_in_one_sentence",
			is: func(f *Facts) {
				declare(f, "READ_PHONE_STATE")
				f.SDKs = []sdkdb.Match{sdk("alipay"), sdk("jpush")}
				f.Items = []usage.Item{reads("imei", "alipay", "READ_PHONE_STATE"), reads("imei", "jpush", "READ_PHONE_STATE"), reads("imei", privacy.PartyApp, "READ_PHONE_STATE")}
				f.Policy.SDKs = []policy.SDK{row("alipay", items("imei")), row("jpush", items("imei"))}
			},
			want: []string{"error fail permission/undisclosed phone"},
			says: []string{"The app's own code references IMEI.", "The code of Alipay SDK and JPush (JiGuang Push) references IMEI."}},
		{name: "what_is_granted_at_installation_needs_no_words_on_refusal",
			is:   func(f *Facts) { declare(f, "RECEIVE_BOOT_COMPLETED") },
			want: []string{"warning fail permission/undisclosed autostart"},
			says: []string{"Name the “start on boot” permission and say what it is for; or remove"}},
		{name: "notifications_are_a_warning",
			is:   func(f *Facts) { declare(f, "POST_NOTIFICATIONS") },
			want: []string{"warning fail permission/undisclosed notifications"}},
		{name: "nearby_devices_are_a_warning",
			is:   func(f *Facts) { declare(f, "BLUETOOTH_SCAN") },
			want: []string{"warning fail permission/undisclosed nearby_devices"}},
		{name: "activity_recognition_is_a_warning",
			is:   func(f *Facts) { declare(f, "ACTIVITY_RECOGNITION") },
			want: []string{"warning fail permission/undisclosed activity_recognition"}},
		{name: "permissions_granted_at_installation_are_a_warning",
			is:   func(f *Facts) { declare(f, "QUERY_ALL_PACKAGES") },
			want: []string{"warning fail permission/undisclosed installed_apps"}},
		{name: "high_sampling_rates_open_no_group",
			is: func(f *Facts) { declare(f, "HIGH_SAMPLING_RATE_SENSORS") }},
		{name: "a_receiver_alone_is_a_warning",
			is: func(f *Facts) {
				f.App.Guards = []app.Guard{guard("autostart", "android.intent.action.BOOT_COMPLETED", "com.example.app.Boot")}
			},
			want: []string{"warning fail permission/undisclosed autostart"}, says: []string{"The manifest declares a component for android.intent.action.BOOT_COMPLETED."}},
		{name: "a_guarded_service_is_a_warning",
			is: func(f *Facts) {
				f.App.Guards = []app.Guard{guard("accessibility", "android.permission.BIND_ACCESSIBILITY_SERVICE", "com.example.app.Help")}
			},
			want: []string{"warning fail permission/undisclosed accessibility"}},
		{name: "a_receiver_that_is_told_nothing_without_a_permission_is_silent",
			is: func(f *Facts) {
				f.App.Guards = []app.Guard{guard("sms", "android.provider.Telephony.SMS_RECEIVED", "com.example.app.Sms")}
			}},
		{name: "a_broadcast_that_is_still_delivered",
			is: func(f *Facts) {
				f.App.Guards = []app.Guard{guard("autostart", "android.net.conn.CONNECTIVITY_CHANGE", "com.example.app.Net")}
			},
			want: []string{"warning fail permission/undisclosed autostart"}},
		{name: "a_broadcast_that_no_supported_android_delivers_is_silent",
			is: func(f *Facts) {
				f.App.MinSDK = 26
				f.App.Guards = []app.Guard{guard("autostart", "android.net.conn.CONNECTIVITY_CHANGE", "com.example.app.Net"),
					guard("installed_apps", "android.intent.action.PACKAGE_ADDED", "com.example.app.Apps")}
			}},
		{name: "to_be_told_of_the_own_update_is_silent",
			is: func(f *Facts) {
				f.App.Guards = []app.Guard{guard("autostart", "android.intent.action.MY_PACKAGE_REPLACED", "com.example.app.Updated")}
			}},
		{name: "an_item_of_two_groups_belongs_to_the_one_it_is_read_under",
			is: func(f *Facts) {
				declare(f, "ACCESS_FINE_LOCATION", "BLUETOOTH_SCAN")
				f.Policy.Permissions = []policy.Permission{states("location")}
				f.Items = []usage.Item{reads("bluetooth_devices", privacy.PartyApp, "BLUETOOTH_SCAN")}
			},
			want: []string{"warning fail permission/undisclosed nearby_devices"}},
		{name: "and_stays_a_finding_where_only_the_other_group_is_undisclosed",
			is: func(f *Facts) {
				declare(f, "ACCESS_FINE_LOCATION", "BLUETOOTH_SCAN")
				f.Policy.Permissions = []policy.Permission{states("nearby_devices")}
				f.Items = []usage.Item{reads("bluetooth_mac", privacy.PartyApp, "BLUETOOTH_SCAN")}
			},
			want: []string{"error fail permission/undisclosed location", "error fail data/undisclosed bluetooth_mac"}},
		{name: "where_part_of_the_document_was_lost_a_person_decides",
			is: func(f *Facts) {
				declare(f, "CAMERA")
				f.Policy.NotRead = []evidence.NotRead{{What: "policy.pdf page 3", Why: "no text"}}
			},
			want: []string{"error review permission/undisclosed camera", "error fail app/not-read app"}},
		{name: "items_behind_it_are_evidence_and_no_finding_of_their_own",
			is: func(f *Facts) {
				declare(f, "ACCESS_FINE_LOCATION")
				f.Items = []usage.Item{reads("location_precise", privacy.PartyApp, "ACCESS_FINE_LOCATION"), reads("wifi_scan", privacy.PartyUnknown, "ACCESS_FINE_LOCATION")}
			},
			want: []string{"error fail permission/undisclosed location"}, says: []string{"The app's own code references precise location.", "Code of unknown origin references"}},
		{name: "the_nearest_passages_are_quoted_from_statements_and_rows",
			is: func(f *Facts) {
				declare(f, "READ_PHONE_STATE")
				contain(f, "alipay")
				f.SDKs[0].Evidence[0].Kind = evidence.Library
				f.Policy.Items = collects(policy.First, "phone_number")
				f.Policy.SDKs = []policy.SDK{row("alipay", items("imei", "phone_number", "android_id"))}
			},
			want: []string{"error fail permission/undisclosed phone"},
			says: []string{"speaks of phone number without naming the permission. The document speaks of IMEI only in the row of Row alipay."}},
		{name: "an_item_that_is_only_typed_in_does_not_name_the_permission",
			is: func(f *Facts) {
				declare(f, "READ_PHONE_STATE")
				f.Policy.Items = collects(policy.First, "phone_number")
			},
			want: []string{"error fail permission/undisclosed phone"}, says: []string{"speaks of phone number without naming the permission"}},
	})
}

func TestPermissionDenied(t *testing.T) {
	run(t, []fires{
		{name: "the_permission_is_denied",
			is: func(f *Facts) {
				declare(f, "CAMERA")
				f.Policy.Denials = []policy.Denial{denies(policy.DeniesPermission, "camera", "")}
			},
			want: []string{"error fail permission/denied camera"}},
		{name: "the_reader_says_denied",
			is: func(f *Facts) {
				declare(f, "CAMERA")
				f.Policy.Permissions = []policy.Permission{states("camera", "named=denied")}
			},
			want: []string{"error fail permission/denied camera"}},
		{name: "named_and_denied_is_for_review_and_nothing_else_is_asked",
			is: func(f *Facts) {
				declare(f, "CAMERA")
				f.Policy.Permissions = []policy.Permission{states("camera", "named=conflicting", "refusal=missing")}
			},
			want: []string{"error review permission/denied camera"}},
		{name: "to_deny_collection_is_not_to_deny_the_permission",
			is: func(f *Facts) {
				declare(f, "CAMERA")
				f.Policy.Permissions = []policy.Permission{states("camera")}
				f.Policy.Denials = []policy.Denial{denies(policy.DeniesItem, "camera", policy.First)}
			}},
		{name: "silent_where_the_app_does_not_ask",
			is: func(f *Facts) { f.Policy.Denials = []policy.Denial{denies(policy.DeniesPermission, "camera", "")} }},
		{name: "items_behind_it_are_evidence",
			is: func(f *Facts) {
				declare(f, "READ_CONTACTS")
				f.Items = []usage.Item{reads("contacts", privacy.PartyApp, "READ_CONTACTS")}
				f.Policy.Denials = []policy.Denial{denies(policy.DeniesPermission, "contacts", "")}
			},
			want: []string{"error fail permission/denied contacts"}},
	})
}

func TestPermissionBroader(t *testing.T) {
	named := func(g privacy.Group, elements ...string) func(*Facts, ...string) {
		return func(f *Facts, names ...string) {
			declare(f, names...)
			f.Policy.Permissions = []policy.Permission{states(g, elements...)}
		}
	}
	broader := func(g string) []string { return []string{"warning fail permission/broader " + g} }
	run(t, []fires{
		{name: "location_in_the_background", is: func(f *Facts) { named("location")(f, "ACCESS_FINE_LOCATION", "ACCESS_BACKGROUND_LOCATION") }, want: broader("location"),
			says: []string{"ACCESS_BACKGROUND_LOCATION"}},
		{name: "location_in_the_background_that_is_named", is: func(f *Facts) { named("location", "wider=ACCESS_BACKGROUND_LOCATION")(f, "ACCESS_BACKGROUND_LOCATION") }},
		{name: "precise_where_only_approximate_is_stated", is: func(f *Facts) { named("location", "narrow=approximate-only")(f, "ACCESS_FINE_LOCATION") }, want: broader("location")},
		{name: "precise_where_location_is_stated", is: func(f *Facts) { named("location")(f, "ACCESS_FINE_LOCATION") }},
		{name: "all_files_where_storage_is_stated", is: func(f *Facts) { named("storage")(f, "MANAGE_EXTERNAL_STORAGE") }, want: broader("storage")},
		{name: "writing_where_reading_is_stated", is: func(f *Facts) {
			named("storage", "narrow=read-only")(f, "READ_EXTERNAL_STORAGE", "WRITE_EXTERNAL_STORAGE")
		}, want: broader("storage"),
			says: []string{"declares WRITE_EXTERNAL_STORAGE."}},
		{name: "writing_where_storage_is_stated", is: func(f *Facts) { named("storage")(f, "WRITE_EXTERNAL_STORAGE") }},
		{name: "writing_contacts", is: func(f *Facts) { named("contacts")(f, "READ_CONTACTS", "WRITE_CONTACTS") }, want: broader("contacts")},
		{name: "writing_the_call_log", is: func(f *Facts) { named("call_log")(f, "READ_CALL_LOG", "WRITE_CALL_LOG") }, want: broader("call_log")},
		{name: "sending_sms", is: func(f *Facts) { named("sms")(f, "READ_SMS", "SEND_SMS") }, want: broader("sms")},
		{name: "placing_calls", is: func(f *Facts) { named("phone")(f, "CALL_PHONE") }, want: broader("phone")},
		{name: "one_finding_for_two_wider_ones", is: func(f *Facts) { named("phone")(f, "CALL_PHONE", "ANSWER_PHONE_CALLS") }, want: broader("phone"),
			says: []string{"ANSWER_PHONE_CALLS and CALL_PHONE"}},
	})
}

func TestPermissionElements(t *testing.T) {
	camera := func(elements ...string) func(*Facts) {
		return func(f *Facts) {
			declare(f, "CAMERA")
			f.Policy.Permissions = []policy.Permission{states("camera", elements...)}
		}
	}
	run(t, []fires{
		{name: "purpose_missing", is: camera("purpose=missing"), want: []string{"warning fail permission/purpose camera"}},
		{name: "purpose_vague", is: camera("purpose=vague"), want: []string{"note fail permission/purpose camera"}},
		{name: "refusal_missing", is: camera("refusal=missing"), want: []string{"warning fail permission/refusal camera"}},
		{name: "consent_missing", is: camera("consent=missing"), want: []string{"warning fail permission/consent camera"}},
		{name: "all_missing", is: camera("consent=missing", "refusal=missing", "purpose=missing"),
			want: []string{"warning fail permission/purpose camera", "warning fail permission/refusal camera", "warning fail permission/consent camera"}},
		{name: "complete", is: camera()},
		{name: "refusal_and_consent_are_not_asked_for_what_is_granted_at_installation",
			is: func(f *Facts) {
				declare(f, "RECEIVE_BOOT_COMPLETED")
				f.Policy.Permissions = []policy.Permission{states("autostart", "refusal=missing", "consent=missing", "purpose=missing")}
			},
			want: []string{"warning fail permission/purpose autostart"}},
		{name: "special_access_is_asked_for",
			is: func(f *Facts) {
				declare(f, "SYSTEM_ALERT_WINDOW")
				f.Policy.Permissions = []policy.Permission{states("overlay", "refusal=missing")}
			},
			want: []string{"warning fail permission/refusal overlay"}},
		{name: "a_group_the_app_does_not_ask_for_gives_one_note",
			is:   func(f *Facts) { f.Policy.Permissions = []policy.Permission{states("camera", "refusal=missing")} },
			want: []string{"note fail permission/not-requested camera"}},
	})
}

func TestPermissionUnused(t *testing.T) {
	microphone := func(change func(*Facts)) func(*Facts) {
		return func(f *Facts) {
			declare(f, "RECORD_AUDIO")
			f.App.NeedsTraced = true
			f.Policy.Permissions = []policy.Permission{states("microphone")}
			change(f)
		}
	}
	unused := []string{"note fail permission/unused microphone"}
	run(t, []fires{
		{name: "no_code_needs_it", is: microphone(func(f *Facts) {}), want: unused, says: []string{"RECORD_AUDIO"}},
		{name: "the_app_needs_it", is: microphone(func(f *Facts) { f.Items = []usage.Item{reads("microphone", privacy.PartyApp, "RECORD_AUDIO")} })},
		{name: "a_library_needs_it", is: microphone(func(f *Facts) {
			f.Items = []usage.Item{reads("microphone", privacy.LibraryParty("camera-view"), "RECORD_AUDIO")}
		})},
		{name: "weak_evidence_is_enough_to_stay_silent", is: microphone(func(f *Facts) {
			f.Items = []usage.Item{strength(reads("microphone", privacy.PartyApp, "RECORD_AUDIO"), privacy.Gate)}
		})},
		{name: "the_scan_says_that_code_may_need_it", is: microphone(func(f *Facts) { f.App.Needs = map[string]bool{"android.permission.RECORD_AUDIO": true} })},
		{name: "the_scan_says_that_code_may_need_another", is: microphone(func(f *Facts) { f.App.Needs = map[string]bool{"android.permission.CAMERA": true} }), want: unused},
		{name: "needs_were_not_traced", is: microphone(func(f *Facts) { f.App.NeedsTraced = false })},
		{name: "an_item_of_the_group_is_enough_to_stay_silent", is: microphone(func(f *Facts) {
			f.Items = []usage.Item{strength(reads("microphone", "alipay"), privacy.Signal)}
		})},
		{name: "not_every_way_to_use_it_is_known", is: func(f *Facts) {
			declare(f, "WRITE_EXTERNAL_STORAGE", "BLUETOOTH_CONNECT")
			f.App.NeedsTraced = true
			f.Policy.Permissions = []policy.Permission{states("storage"), states("nearby_devices")}
		}},
		{name: "a_web_view_could_need_it", is: microphone(func(f *Facts) { f.App.Engines = []string{"webview"} })},
		{name: "a_dex_file_was_not_read", is: microphone(func(f *Facts) { f.App.NotRead = []evidence.NotRead{{What: "classes2.dex", Why: "cut"}} }),
			want: []string{"error fail app/not-read app"}},
		{name: "the_code_is_packed", is: microphone(func(f *Facts) { f.App.Packer = &Packer{Name: "Jiagu"} }),
			want: []string{"error fail app/hidden-code app"}},
	})
}

func TestPermissionNotRequested(t *testing.T) {
	run(t, []fires{
		{name: "silent_where_it_is_implied",
			is: func(f *Facts) {
				f.App.Permissions = []app.Permission{implied("READ_CALL_LOG")}
				f.Policy.Permissions = []policy.Permission{states("call_log")}
			}},
		{name: "silent_where_a_component_shows_it",
			is: func(f *Facts) {
				f.App.Guards = []app.Guard{guard("accessibility", "android.permission.BIND_ACCESSIBILITY_SERVICE", "com.example.app.Help")}
				f.Policy.Permissions = []policy.Permission{states("accessibility")}
			}},
		{name: "silent_where_something_was_not_read",
			is: func(f *Facts) {
				f.App.NotRead = []evidence.NotRead{{What: "AndroidManifest.xml", Why: "cut"}}
				f.Policy.Permissions = []policy.Permission{states("camera")}
			},
			want: []string{"error fail app/not-read app"}},
		{name: "silent_for_a_denial",
			is: func(f *Facts) { f.Policy.Permissions = []policy.Permission{states("camera", "named=denied")} }},
	})
}

func TestTextsDoNotAccuse(t *testing.T) {
	for _, r := range Rules() {
		for _, s := range []string{r.Title.EN, r.Why.EN, r.LooksAt.EN, r.Remedy.EN} {
			for _, word := range []string{"illegal", "violation", "violates", "lies", "cheat", "secretly", "spies", "malicious"} {
				if containsWord(strings.ToLower(s), word) {
					t.Errorf("%s: %q says %q", r.ID, s, word)
				}
			}
		}
	}
}
