package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const p = "android.permission."

// rangeText writes an effective range as "21-29", "23-" or "none".
func rangeText(r *APIRange) string {
	switch {
	case r == nil:
		return "none"
	case r.Max == nil:
		return fmt.Sprint(r.Min, "-")
	}
	return fmt.Sprint(r.Min, "-", *r.Max)
}

func TestEffective(t *testing.T) {
	maxSDK := func(n int) at { return android(attrMaxSDK, "maxSdkVersion", n) }
	minSDK := func(n int) at { return android(attrMinSDK, "minSdkVersion", n) }
	for _, c := range []struct {
		name        string
		min, target int
		uses        []el
		permission  string
		want        string // range; "implied by X: range"; "absent"
		reason      string // part of it
	}{
		{"plain", 21, 30, []el{uses(p + "CAMERA")}, "CAMERA", "21-", ""},
		{"write_storage_ends_with_target_30", 21, 30, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "WRITE_EXTERNAL_STORAGE", "21-29", ""},
		{"write_storage_goes_on_with_target_29", 21, 29, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "WRITE_EXTERNAL_STORAGE", "21-", ""},
		{"write_storage_no_device_left", 30, 30, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "WRITE_EXTERNAL_STORAGE", "none", "has no effect from API 30 on with targetSdkVersion 30"},
		{"write_storage_brings_read", 21, 30, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "implied by WRITE_EXTERNAL_STORAGE: 21-", ""},
		{"write_storage_brings_media_location_below_29", 21, 28, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "ACCESS_MEDIA_LOCATION", "implied by READ_EXTERNAL_STORAGE: 29-", ""},
		{"write_storage_brings_read_until_it_has_no_effect", 21, 33, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "implied by WRITE_EXTERNAL_STORAGE: 21-32", ""},
		{"write_storage_brings_read_where_it_gives_nothing_itself", 30, 33, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "implied by WRITE_EXTERNAL_STORAGE: 30-32", ""},
		{"write_storage_brings_read_in_vain", 33, 33, []el{uses(p + "WRITE_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "implied by WRITE_EXTERNAL_STORAGE: none", "has no effect from API 33 on"},
		{"read_storage_target_33", 21, 33, []el{uses(p + "READ_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "21-32", ""},
		{"read_storage_target_32", 21, 32, []el{uses(p + "READ_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "21-", ""},
		{"read_storage_brings_images_target_32", 21, 32, []el{uses(p + "READ_EXTERNAL_STORAGE")}, "READ_MEDIA_IMAGES", "implied by READ_EXTERNAL_STORAGE: 33-", ""},
		{"read_storage_brings_no_images_target_33", 21, 33, []el{uses(p + "READ_EXTERNAL_STORAGE")}, "READ_MEDIA_IMAGES", "absent", ""},
		{"read_storage_is_younger_than_min", 10, 30, []el{uses(p + "READ_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "16-", ""},
		{"images_target_33", 21, 33, []el{uses(p + "READ_MEDIA_IMAGES")}, "READ_MEDIA_IMAGES", "33-", ""},
		{"images_bring_selected_photos", 21, 33, []el{uses(p + "READ_MEDIA_IMAGES")}, "READ_MEDIA_VISUAL_USER_SELECTED", "implied by READ_MEDIA_IMAGES: 34-", ""},
		{"images_target_32", 21, 32, []el{uses(p + "READ_MEDIA_IMAGES")}, "READ_MEDIA_IMAGES", "none", "has no effect from API 33 on with targetSdkVersion 32"},
		{"images_ended_before_they_began", 21, 33, []el{uses(p+"READ_MEDIA_IMAGES", maxSDK(32))}, "READ_MEDIA_IMAGES", "none", "does not exist below API 33, and the declaration ends at 32"},
		{"bluetooth_splits_target_30", 21, 30, []el{uses(p + "BLUETOOTH")}, "BLUETOOTH_SCAN", "implied by BLUETOOTH: 31-", ""},
		{"bluetooth_no_split_target_31", 21, 31, []el{uses(p + "BLUETOOTH")}, "BLUETOOTH_SCAN", "absent", ""},
		{"bluetooth_ended_does_not_split", 21, 30, []el{uses(p+"BLUETOOTH", maxSDK(30))}, "BLUETOOTH_SCAN", "absent", ""},
		{"background_location_alone", 21, 30, []el{uses(p + "ACCESS_BACKGROUND_LOCATION")}, "ACCESS_BACKGROUND_LOCATION", "none", "gives nothing alone, needs " + p + "ACCESS_COARSE_LOCATION or " + p + "ACCESS_FINE_LOCATION"},
		{"background_location_with_fine", 21, 30, []el{uses(p + "ACCESS_BACKGROUND_LOCATION"), uses(p + "ACCESS_FINE_LOCATION")}, "ACCESS_BACKGROUND_LOCATION", "29-", ""},
		{"background_location_while_fine_lasts", 21, 30, []el{uses(p + "ACCESS_BACKGROUND_LOCATION"), uses(p+"ACCESS_FINE_LOCATION", maxSDK(30))}, "ACCESS_BACKGROUND_LOCATION", "29-30", ""},
		{"fine_brings_coarse", 21, 30, []el{uses(p + "ACCESS_FINE_LOCATION")}, "ACCESS_COARSE_LOCATION", "implied by ACCESS_FINE_LOCATION: 21-", ""},
		{"fine_brings_background_target_28", 21, 28, []el{uses(p + "ACCESS_FINE_LOCATION")}, "ACCESS_BACKGROUND_LOCATION", "implied by ACCESS_FINE_LOCATION: 29-", ""},
		{"sdk_23_element", 16, 30, []el{{"uses-permission-sdk-23", []at{name(p + "CAMERA")}, nil}}, "CAMERA", "23-", ""},
		{"sdk_m_element", 16, 30, []el{{"uses-permission-sdk-m", []at{name(p + "CAMERA")}, nil}}, "CAMERA", "23-", ""},
		{"sdk_23_ended_before", 16, 30, []el{{"uses-permission-sdk-23", []at{name(p + "CAMERA"), maxSDK(22)}, nil}}, "CAMERA", "none", "is read from API 23 on, maxSdkVersion is 22"},
		{"max_below_min", 21, 30, []el{uses(p+"CAMERA", maxSDK(18))}, "CAMERA", "none", "maxSdkVersion 18 is below minSdkVersion 21"},
		{"two_declarations", 16, 30, []el{uses(p+"CAMERA", maxSDK(18)), {"uses-permission-sdk-23", []at{name(p + "CAMERA")}, nil}}, "CAMERA", "16-", ""},
		{"min_of_declaration", 16, 33, []el{uses(p+"CAMERA", minSDK(26), maxSDK(30))}, "CAMERA", "26-30", ""},
		{"max_as_text_is_ignored", 16, 33, []el{uses(p+"CAMERA", android(attrMaxSDK, "maxSdkVersion", "18"))}, "CAMERA", "16-", ""},
		{"ended_but_still_implied", 21, 29, []el{uses(p+"READ_EXTERNAL_STORAGE", maxSDK(18)), uses(p + "WRITE_EXTERNAL_STORAGE")}, "READ_EXTERNAL_STORAGE", "none", "still comes with " + p + "WRITE_EXTERNAL_STORAGE"},
		{"notifications_implied_target_32", 21, 32, nil, "POST_NOTIFICATIONS", "implied by targetSdkVersion 32: 33-", ""},
		{"notifications_declared", 21, 32, []el{uses(p + "POST_NOTIFICATIONS")}, "POST_NOTIFICATIONS", "33-", ""},
		{"ancient_target_gets_storage", 1, 3, nil, "WRITE_EXTERNAL_STORAGE", "implied by targetSdkVersion 3: 1-", ""},
		{"ancient_target_splits_on", 1, 3, nil, "READ_EXTERNAL_STORAGE", "implied by WRITE_EXTERNAL_STORAGE: 16-", ""},
		{"own_tasks_only", 21, 30, []el{uses(p + "GET_TASKS")}, "GET_TASKS", "none", "has no effect from API 21 on"},
		{"body_sensors_target_36", 26, 36, []el{uses(p + "BODY_SENSORS")}, "BODY_SENSORS", "26-35", ""},
		{"unknown_permission", 21, 30, []el{uses("com.vendor.permission.X")}, "com.vendor.permission.X", "21-", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := readManifestEl(t, manifestEl("a.b", append(c.uses, sdk(c.min, c.target))...), axmlOptions{})
			got, reason := "absent", ""
			for _, x := range m.permissions() {
				if strings.TrimPrefix(x.Name, p) != c.permission {
					continue
				}
				got, reason = rangeText(x.Effective), x.Reason
				if !x.Declared {
					got = "implied by " + strings.TrimPrefix(*x.ImpliedBy, p) + ": " + got
				}
			}
			if got != c.want || !strings.Contains(reason, c.reason) || c.reason == "" && reason != "" {
				t.Errorf("got %q %q, want %q %q", got, reason, c.want, c.reason)
			}
		})
	}
}

func TestPermissionsInJSON(t *testing.T) {
	m := readManifestEl(t, manifestEl("a.b", sdk(21, 33),
		uses(p+"CAMERA", android(attrMaxSDK, "maxSdkVersion", 28)), uses(p+"CAMERA"), uses("a.b.OWN"), uses("x.y.Z"),
		el{"permission", []at{name("a.b.OWN"), android(attrProtectionLevel, "protectionLevel", 2)}, nil}), axmlOptions{})
	got, err := json.Marshal(m.permissions())
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"name":"a.b.OWN","group":null,"protection":"signature","declared":true,"impliedBy":null,` +
		`"declarations":[{"element":"uses-permission","minSdk":null,"maxSdk":null,"flags":[]}],"effective":{"min":21,"max":null},"reason":""},` +
		`{"name":"android.permission.CAMERA","group":"camera","protection":"dangerous|instant","declared":true,"impliedBy":null,` +
		`"declarations":[{"element":"uses-permission","minSdk":null,"maxSdk":28,"flags":[]},{"element":"uses-permission","minSdk":null,"maxSdk":null,"flags":[]}],` +
		`"effective":{"min":21,"max":null},"reason":""},` +
		`{"name":"x.y.Z","group":null,"protection":"unknown","declared":true,"impliedBy":null,` +
		`"declarations":[{"element":"uses-permission","minSdk":null,"maxSdk":null,"flags":[]}],"effective":{"min":21,"max":null},"reason":""}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
