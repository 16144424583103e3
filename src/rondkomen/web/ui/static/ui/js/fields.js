// The value of a field, whatever kind it is.

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

export const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

export const put = (field, value) => {
  if (field.type === "checkbox") field.checked = Boolean(value);
  else field.value = value ?? "";
};

const cameWith = (field) =>
  field.options ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value : field.defaultValue;

// Whether somebody filled it in before any script was there to notice.
export const isTouched = (field) => {
  if (!field.name || field.type === "hidden" || field.tagName === "BUTTON" || field.tagName === "FIELDSET") return false;
  return isTick(field) ? field.checked !== field.defaultChecked : field.value !== cameWith(field);
};
